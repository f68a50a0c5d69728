import type { LearnerView } from "@honest-majority/worker/view";
import { backendTitle } from "../ui/format";

const TRANSPORTS = {
  websocket: "Messages travel over a WebSocket.",
  polling: "Messages travel by HTTP polling, which is slower: this network lets no WebSocket through.",
} as const satisfies Record<NonNullable<LearnerView["transport"]>, string>;

/** The backend of this tab, why there is no faster one, and how messages travel. */
export function DeviceCard({
  backend,
  computeMs,
  transport,
  onSecure,
}: Pick<LearnerView, "backend" | "computeMs" | "transport"> & {
  /** Goes to the https page; undefined where that brings nothing. */
  onSecure?: () => void;
}) {
  return (
    <section className="card device-card" aria-labelledby="device">
      <h2 id="device">This device computes on</h2>
      <p className="figure">
        <span data-testid="worker-backend">{backend ? backendTitle(backend.name) : "…"}</span>
        {computeMs !== undefined && <span className="unit"> {Math.round(computeMs)} ms a step</span>}
      </p>
      {backend && (
        <p className="small muted">
          {backend.note === "" ? "The fastest backend in a browser." : backend.note}
        </p>
      )}
      {onSecure !== undefined && (
        <>
          <button type="button" className="button" onClick={onSecure}>
            Use my GPU
          </button>
          <p className="small muted">
            WebGPU, where this browser has it, works on an https page alone. The browser will warn you there,
            because the teacher's laptop made its certificate itself and nobody vouches for it: the warning is
            right, and you may go on if you trust this laptop.
          </p>
        </>
      )}
      {transport !== undefined && <p className="small muted">{TRANSPORTS[transport]}</p>}
    </section>
  );
}
