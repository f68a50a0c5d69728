import type { Drawing } from "@honest-majority/learning/facts";
import { PAGES } from "@honest-majority/lessons";
import { useEffect, useState } from "react";
import { Brand } from "../ui/Logo";
import { Budget } from "./Budget";
import { Controls } from "./Controls";
import { DrawOwn } from "./DrawOwn";
import { Recovered } from "./Recovered";
import { requestIn, type ViewRequest, withRequest } from "./request";
import { useView } from "./useView";
import "../style/tables.css";
import "../style/worker.css";
import "../style/coordinatorView.css";

const NONE: readonly Drawing[] = [];

/** Makes one update from pictures of this page, and computes the pictures back from it. Nothing leaves the page. */
export default function CoordinatorViewPage({ search }: { search: string }) {
  const [request, setRequest] = useState(() => requestIn(search));
  const [drawings, setDrawings] = useState(NONE);
  const viewing = useView(request, drawings);
  useEffect(() => {
    document.title = `${PAGES["coordinator-view"]} · Honest Majority`;
  }, []);
  function change(part: Partial<ViewRequest>) {
    const next = { ...request, ...part };
    setRequest(next);
    history.replaceState(null, "", `${location.pathname}${withRequest(location.search, next)}`);
  }
  return (
    <main className="coordinator-view">
      <header className="page-brand">
        <Brand />
      </header>
      <div className="view-lead">
        <h1>{PAGES["coordinator-view"]}</h1>
        <p>
          A worker sends no pictures. It sends one update a round: how each of the model’s numbers should
          change. Here is one update of one worker, and what the coordinator can compute from it.
        </p>
      </div>
      <Controls request={request} onChange={change} />
      <Recovered viewing={viewing} request={request} />
      <DrawOwn drawings={drawings} most={request.batchSize} onChange={setDrawings} />
      <HowItWorks />
      <Budget clip={request.clip} noise={request.noise} />
    </main>
  );
}

function HowItWorks() {
  return (
    <section className="card" aria-labelledby="how">
      <h2 id="how">How it is done</h2>
      <p>
        Each unit j of the first layer adds up the pictures x that reach it, each times a slope. The update
        holds the sum of slope times picture, ∂W[:, j], and the sum of the slopes, ∂b[j]. If one picture alone
        reached the unit, then
      </p>
      <p className="formula">x = ∂W[:, j] / ∂b[j]</p>
      <p>
        It takes one division, and no guessing. Where several pictures reached a unit, a mixture comes out.
        The negative slopes of the last layer name the labels.
      </p>
      <ul className="plain-list">
        <li>
          The pairs above were found by comparing with the true pictures. The coordinator has only the
          computed ones, and sees for itself which of them look like something.
        </li>
        <li>
          Momentum does not help: two updates of the same worker give its gradient away. Clipping alone does
          not help: it shrinks ∂W and ∂b alike.
        </li>
        <li>
          In this program, the noise comes from the run’s seed, so that a run can be repeated. Whoever knows
          the seed can subtract it. A real worker would draw it in secret.
        </li>
      </ul>
    </section>
  );
}
