import type { Refusal } from "@honest-majority/protocol";
import { forgetSecret } from "../secret";
import { Brand } from "../ui/Logo";

/** Shown if the coordinator refuses this page: says why, and what to do. */
export function Refused({ refusal }: { refusal: Refusal }) {
  const advice =
    refusal.code === "wrong-version"
      ? "Reload this page to get the coordinator's version."
      : "Open the dashboard address that the coordinator printed when it started: a restart may have made a new one.";
  return (
    <main className="narrow-page">
      <header className="page-brand">
        <Brand />
      </header>
      <section className="card" role="alert">
        <h1>The coordinator refused this dashboard</h1>
        <p>{advice}</p>
        <p className="small muted">{refusal.detail}</p>
        <p className="button-row">
          <button type="button" className="button primary" onClick={() => location.reload()}>
            Try again
          </button>
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
        </p>
      </section>
    </main>
  );
}
