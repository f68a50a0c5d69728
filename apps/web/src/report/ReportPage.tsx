import { taskText } from "@honest-majority/report";
import { useEffect, useMemo } from "react";
import { backendTitle } from "../ui/format";
import { Brand } from "../ui/Logo";
import { ReportTable } from "./ReportTable";
import { requestIn } from "./request";
import { TheFile } from "./TheFile";
import { type ReportState, useReport } from "./useReport";
import "../style/tables.css";
import "../style/report.css";

/** Times the models on every backend of this browser, and offers the result as a file. */
export default function ReportPage({ query }: { query: string }) {
  const request = useMemo(() => requestIn(query), [query]);
  const { state, measure } = useReport(request);
  useEffect(() => {
    document.title = "GPU report · Honest Majority";
  }, []);
  const backends =
    state.phase === "measuring" ? state.progress.backends : state.phase === "done" ? state.backends : [];
  return (
    <main className="report-page">
      <header className="page-brand">
        <Brand />
      </header>
      <section className="card" aria-labelledby="report">
        <h1 id="report">GPU report</h1>
        <p>
          This page times how fast this browser trains each model on WebGPU, WebGL, WASM and CPU, and checks
          the results. It takes a few minutes at most. The numbers stay on this machine until you send the
          file.
        </p>
        {state.phase === "waiting" && !request.forDoctor && (
          <p className="button-row">
            <button type="button" className="button primary" onClick={measure}>
              Measure
            </button>
          </p>
        )}
        {state.phase === "measuring" && (
          <progress value={state.done} max={state.all} aria-label="Measured so far" />
        )}
        <p role="status" className="muted">
          {sentence(state)}
        </p>
      </section>
      {backends.length > 0 && (
        <ReportTable
          backends={backends}
          models={request.models}
          progress={state.phase === "measuring" ? state.progress : undefined}
        />
      )}
      {state.phase === "done" && <TheFile text={state.text} />}
    </main>
  );
}

function sentence(state: ReportState): string {
  switch (state.phase) {
    case "waiting":
      return "";
    case "measuring":
      return `Measuring ${backendTitle(state.progress.name)}: ${taskText(state.progress.task)}`;
    case "done":
      if (state.sent === undefined) return "Done.";
      return state.sent
        ? "Done. The doctor in your terminal has the numbers, and writes the file. You may close this tab."
        : "Done. The doctor in your terminal does not answer: download the file here.";
    default:
      return state satisfies never;
  }
}
