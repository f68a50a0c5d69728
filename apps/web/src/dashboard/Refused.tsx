import type { Refusal } from "@honest-majority/protocol";
import { Trouble } from "../pages/Trouble";
import { forgetSecret } from "../secret";

/** Shown if the coordinator refuses this page: says why, and what to do. */
export function Refused({ refusal }: { refusal: Refusal }) {
  return (
    <Trouble
      title="The coordinator refused this dashboard"
      advice={
        refusal.code === "wrong-version"
          ? "Reload this page to get the coordinator's version."
          : "Press Enter in the coordinator's terminal for an address that opens the dashboard: a restart may have made a new key."
      }
      detail={refusal.detail}
      again="Try again"
    >
      <button
        type="button"
        className="button"
        onClick={() => {
          forgetSecret();
          location.assign("/");
        }}
      >
        Join as a worker instead
      </button>
    </Trouble>
  );
}
