import {
  adapterText,
  type BackendReport,
  modelText,
  type Progress,
  startText,
} from "@honest-majority/report";
import { backendTitle } from "../ui/format";

/** One row for each backend: the step time of each model, the self-test, the graphics card. */
export function ReportTable({
  backends,
  models,
  progress,
}: {
  backends: readonly BackendReport[];
  models: readonly string[];
  /** What is being measured. */
  progress?: Progress;
}) {
  return (
    <section className="card" aria-label="Step times">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than its card is scrolled by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: the card around it is the section */}
      <div className="table-scroll report-table" tabIndex={0} role="group" aria-label="Table of step times">
        <table>
          <caption className="small muted">Median time of a worker's local step, with 32 pictures</caption>
          <thead>
            <tr>
              <th scope="col">Backend</th>
              {models.map((model) => (
                <th key={model} scope="col">
                  {model}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {backends.map((backend) => (
              <tr key={backend.name} data-testid={`report-${backend.name}`}>
                <th scope="row">
                  {backendTitle(backend.name)}
                  <BackendFacts backend={backend} />
                </th>
                {models.map((model) => (
                  <td key={model}>{cell(backend, model, progress)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function BackendFacts({ backend }: { backend: BackendReport }) {
  const { start } = backend;
  const isGood = start.outcome === "done" && start.selfTest?.ok !== false;
  const card = start.outcome === "done" ? adapterText(start.adapter) : "";
  return (
    <>
      <span className="report-fact small" data-good={isGood}>
        {startText(backend)}
      </span>
      {card !== "" && <span className="report-fact small muted">{card}</span>}
    </>
  );
}

function cell(backend: BackendReport, model: string, progress: Progress | undefined): string {
  const result = backend.models.find((one) => one.model === model);
  if (result !== undefined) return modelText(result);
  const isNow =
    progress?.name === backend.name && progress.task.kind === "model" && progress.task.model === model;
  return isNow ? "…" : "–";
}
