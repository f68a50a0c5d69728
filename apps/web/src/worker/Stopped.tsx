import type { LinkState } from "@honest-majority/worker/view";

export function Stopped({ state }: { state: Extract<LinkState, { kind: "stopped" }> }) {
  return (
    <section className="card stopped" role="alert">
      <h2>{state.title}</h2>
      <p>{state.advice}</p>
      <p className="button-row">
        {state.mayRejoin && (
          <button type="button" className="button primary" onClick={() => location.reload()}>
            Reload and join
          </button>
        )}
        <a className="button" href="/">
          Enter a code
        </a>
      </p>
    </section>
  );
}
