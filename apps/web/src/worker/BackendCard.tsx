import { backendTitle } from "../ui/format";

/** The backend of this tab, and why there is no faster one. */
export function BackendCard({
  backend,
  computeMs,
}: {
  backend: { name: string; note: string } | undefined;
  computeMs?: number;
}) {
  return (
    <section className="card backend-card" aria-labelledby="backend">
      <h2 id="backend">Computes on</h2>
      <p className="figure">
        <span data-testid="worker-backend">{backend ? backendTitle(backend.name) : "…"}</span>
        {computeMs !== undefined && <span className="unit"> {Math.round(computeMs)} ms a step</span>}
      </p>
      {backend && (
        <p className="small muted">
          {backend.note === "" ? "The fastest backend in a browser." : backend.note}
        </p>
      )}
    </section>
  );
}
