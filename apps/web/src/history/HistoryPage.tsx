import { useCallback, useEffect, useState } from "react";
import { replayAddress } from "../router";
import { instructorSecret } from "../secret";
import { IS_SITE } from "../site";
import { Brand } from "../ui/Logo";
import { lazyPart } from "../ui/lazyPart";
import { type ListedRun, listRuns, type RunsAnswer } from "./historyApi";
import { RunTable } from "./RunTable";
import "../style/tables.css";
import "../style/menu.css";
import "../style/history.css";

const Overlay = lazyPart(async () => (await import("./Overlay")).Overlay);

/** How many runs one chart shows. */
export const MOST_OVERLAID = 4;

/** The runs of one class, for its teacher: a table, some of them on one chart, their files. */
export default function HistoryPage({ room }: { room: string }) {
  const token = instructorSecret()?.token;
  useEffect(() => {
    document.title = `History of ${room} · Honest Majority`;
  }, [room]);
  return (
    <div className="history-page">
      <header className="history-head">
        <div className="page-brand">
          <Brand />
        </div>
        <h1>
          History of <span className="history-room">{room}</span>
        </h1>
        <nav className="button-row" aria-label="Pages">
          <a className="button" href={replayAddress(IS_SITE)}>
            Open a record…
          </a>
          {token !== undefined && (
            <a className="button" href="/">
              Back to the class
            </a>
          )}
        </nav>
      </header>
      <main>
        {token === undefined ? (
          <p className="notice" role="alert">
            Open the dashboard of this class first, in this tab: its runs are the teacher's. Press Enter in
            the coordinator's terminal for an address that opens it.
          </p>
        ) : (
          <Runs room={room} token={token} />
        )}
      </main>
    </div>
  );
}

function Runs({ room, token }: { room: string; token: string }) {
  const [known, setKnown] = useState<RunsAnswer>();
  const [problem, setProblem] = useState<string>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const load = useCallback(
    async (before?: readonly ListedRun[]) => {
      try {
        const page = await listRuns({ room, token }, before?.at(-1)?.run);
        setKnown({ ...page, runs: [...(before ?? []), ...page.runs] });
        setProblem(undefined);
      } catch (error) {
        setProblem(error instanceof Error ? error.message : String(error));
      }
    },
    [room, token],
  );
  useEffect(() => {
    void load();
  }, [load]);

  function choose(run: string, isChosen: boolean) {
    setChosen((before) => {
      const others = before.filter((each) => each !== run);
      return isChosen ? [...others, run].slice(-MOST_OVERLAID) : others;
    });
  }
  function forget(run: string) {
    choose(run, false);
    setKnown((before) => before && { ...before, runs: before.runs.filter((each) => each.run !== run) });
  }

  const trouble = problem !== undefined && (
    <p className="notice" role="alert">
      {problem}{" "}
      <button type="button" className="button" onClick={() => void load()}>
        Try again
      </button>
    </p>
  );
  if (known === undefined) return trouble || <p role="status">Reading the records…</p>;
  const { runs, more, current } = known;
  if (runs.length === 0)
    return (
      <>
        {trouble}
        <p className="card muted">
          This class has no recorded round yet. A run appears here once its first round has closed.
        </p>
      </>
    );
  const overlaid = chosen.filter((run) => runs.some((each) => each.run === run));
  return (
    <>
      {trouble}
      {overlaid.length > 0 && <Overlay room={room} runs={overlaid} />}
      <section className="card" aria-labelledby="runs-title">
        <header className="panel-head">
          <h2 id="runs-title">Runs</h2>
          <p className="muted small">Choose up to {MOST_OVERLAID} to see them on one chart.</p>
        </header>
        <RunTable
          {...{ room, token, runs, current }}
          chosen={overlaid}
          onChoose={choose}
          onDeleted={forget}
        />
        {more && (
          <button type="button" className="button" onClick={() => void load(runs)}>
            Show earlier runs
          </button>
        )}
      </section>
    </>
  );
}
