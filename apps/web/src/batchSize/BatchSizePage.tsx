import { PAGES } from "@honest-majority/lessons";
import { useEffect, useId, useMemo, useState } from "react";
import { loadFile } from "../replay/loadRecord";
import { formatNumber } from "../ui/format";
import { Brand } from "../ui/Logo";
import { BoundChart } from "./BoundChart";
import { ALGORITHMS, type Algorithm, batchSizes, bestOf, tableSizes } from "./bounds";
import {
  clamped,
  problemOf,
  QUANTITIES,
  type Quantity,
  sliderOf,
  USUAL,
  type Values,
  valueAt,
  valuesIn,
  withValues,
} from "./quantities";
import { type Measured, runIn, runOfText } from "./records";
import "../style/tables.css";
import "../style/batchSize.css";

/** The bounds of both algorithms over the batch size, for constants that one sets, or takes from a run. */
export default function BatchSizePage({ search }: { search: string }) {
  const [values, setValues] = useState(() => valuesIn(search));
  const [runs, setRuns] = useState(() => {
    const linked = runOfText(new URLSearchParams(search).get("run"), valuesIn(search));
    return linked === undefined ? [] : [linked];
  });
  const problem = useMemo(() => problemOf(values), [values]);
  const sizes = useMemo(() => batchSizes(problem), [problem]);
  useEffect(() => {
    document.title = `${PAGES["batch-size"]} · Honest Majority`;
  }, []);
  useEffect(() => {
    const query = withValues(location.search, values);
    history.replaceState(null, "", query === "" ? location.pathname : `?${query}`);
  }, [values]);
  const set = (changed: Partial<Values>) => setValues((before) => ({ ...before, ...changed }));
  return (
    <main className="batch-page">
      <header className="page-brand">
        <Brand />
      </header>
      <section className="card batch-intro" aria-labelledby="batch-title">
        <h1 id="batch-title">{PAGES["batch-size"]}</h1>
        <p>
          A budget of C gradients makes many rounds with small batches, or few with large ones. Both
          algorithms have a bound on how small the gradient gets, and the bound has a least value at one batch
          size. The more malicious workers, the larger it is. A bound is a promise for the worst case: a run
          is usually far below it.
        </p>
      </section>
      <section className="card batch-sliders" aria-labelledby="batch-constants">
        <h2 id="batch-constants">Constants</h2>
        {QUANTITIES.map((quantity) => (
          <Slider
            key={quantity.key}
            quantity={quantity}
            value={values[quantity.key]}
            onChange={(value) => set({ [quantity.key]: value })}
          />
        ))}
        <p className="button-row">
          <button type="button" className="button" onClick={() => setValues(USUAL)}>
            Usual values
          </button>
        </p>
      </section>
      <div className="batch-bounds">
        {ALGORITHMS.map((algorithm) => (
          <Bound key={algorithm.key} {...{ algorithm, values, sizes, runs }} />
        ))}
      </div>
      <Runs runs={runs} use={set} opened={(more) => setRuns((before) => [...before, ...more])} />
    </main>
  );
}

function Slider({
  quantity,
  value,
  onChange,
}: {
  quantity: Quantity;
  value: number;
  onChange(value: number): void;
}) {
  const id = useId();
  const { symbol, says, least, most, zero, scale } = quantity;
  return (
    <div className="batch-slider">
      <label htmlFor={id}>
        <var>{symbol}</var> <span className="muted">{says}</span>
      </label>
      <input
        id={id}
        type="range"
        {...sliderOf(quantity, value)}
        aria-valuetext={formatQuantity(value)}
        onChange={(event) => onChange(valueAt(quantity, Number(event.target.value)))}
      />
      <input
        type="number"
        aria-label={`${symbol}, as a number`}
        min={zero ? 0 : least}
        max={most}
        step={scale === "whole" ? 1 : "any"}
        value={value}
        onChange={(event) => {
          const typed = event.target.value === "" ? undefined : clamped(quantity, Number(event.target.value));
          if (typed !== undefined) onChange(typed);
        }}
      />
    </div>
  );
}

function Bound({
  algorithm,
  values,
  sizes,
  runs,
}: {
  algorithm: Algorithm;
  values: Values;
  sizes: readonly number[];
  runs: readonly Measured[];
}) {
  const problem = useMemo(() => problemOf(values), [values]);
  const bounds = useMemo(() => sizes.map((B) => algorithm.bound(problem, B)), [algorithm, problem, sizes]);
  const best = useMemo(() => bestOf(algorithm, problem), [algorithm, problem]);
  const points = useMemo(
    () =>
      runs.flatMap((run) => {
        const value = run[algorithm.measured];
        return value === undefined ? [] : [{ batchSize: run.batchSize, value }];
      }),
    [algorithm, runs],
  );
  const { key, name, symbol, bounds: what } = algorithm;
  return (
    <section className="card" aria-labelledby={`${key}-title`} data-testid={`bound-${key}`}>
      <h2 id={`${key}-title`}>
        {name} <span className="muted">bounds {what}</span>
      </h2>
      <p className="batch-best">
        <strong className="tabular">
          {symbol} = {formatNumber(best.B)}
        </strong>
        <span>
          as a whole number <b className="tabular">{best.whole.toLocaleString("en")}</b>, which makes{" "}
          {Math.floor(best.rounds).toLocaleString("en")} rounds; the bound is {formatNumber(best.bound)}
        </span>
      </p>
      <BoundChart {...{ sizes, bounds, best, points }} />
      <p className="muted small">
        Across: batch size B. Up: {what}. Ring: the best whole B.{points.length > 0 && " Diamonds: runs."}
      </p>
      <details>
        <summary>As a table</summary>
        <div className="table-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">B</th>
                <th scope="col">Bound</th>
              </tr>
            </thead>
            <tbody>
              {tableSizes(problem).map((B) => (
                <tr key={B}>
                  <th scope="row">{B.toLocaleString("en")}</th>
                  <td className="tabular">{formatNumber(algorithm.bound(problem, B))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

/** Records that one opens: each gives a point on the charts, and what it tells of the constants. */
function Runs({
  runs,
  use,
  opened,
}: {
  runs: readonly Measured[];
  use(values: Partial<Values>): void;
  opened(runs: Measured[]): void;
}) {
  const [problem, setProblem] = useState<string>();
  const id = useId();
  const open = async (files: readonly File[]) => {
    const found = await Promise.all(files.map(readRun));
    opened(found.filter((run) => typeof run !== "string"));
    setProblem(found.filter((run) => typeof run === "string").join(" ") || undefined);
  };
  return (
    <section className="card" aria-labelledby="batch-runs">
      <h2 id="batch-runs">Measured runs</h2>
      <p>
        Open records of runs. Each becomes a point: the mean, over its rounds, of the norm of the honest
        workers' mean update, which still holds the noise of their batches. Nothing leaves this browser.
      </p>
      <p>
        <label htmlFor={id}>
          Records (.jsonl), saved from the page History, from a playground, or with the command{" "}
          <code>export</code>
        </label>
        <input
          id={id}
          type="file"
          multiple
          accept=".jsonl"
          onChange={(event) => void open([...(event.target.files ?? [])])}
        />
      </p>
      {problem !== undefined && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <ul className="batch-runs">
        {runs.map((run, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: runs are only added
          <li key={i}>
            <span>
              <b>{run.label}</b>, B = {run.batchSize}, {run.rounds} rounds. {told(run)}
            </span>
            <button type="button" className="button small-button" onClick={() => use(run.values)}>
              Use its estimates
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** "It tells δ, m, C, σ and F₀; c and L stay assumptions." */
export function told({ values }: Pick<Measured, "values">): string {
  const [known, unknown] = [true, false].map((wanted) =>
    QUANTITIES.filter(({ key }) => (values[key] !== undefined) === wanted).map(({ symbol }) => symbol),
  );
  const list = new Intl.ListFormat("en");
  const rest =
    unknown.length === 0 ? "" : `; ${list.format(unknown)} stay${unknown.length === 1 ? "s" : ""} assumed`;
  return `It tells ${list.format(known)}${rest}.`;
}

async function readRun(file: File): Promise<Measured | string> {
  try {
    return runIn(await loadFile(file, () => {}), file.name);
  } catch (error) {
    return `${file.name}: ${error instanceof Error ? error.message : error}`;
  }
}

function formatQuantity(value: number): string {
  return value >= 1e5 ? value.toExponential(2).replace("e+", "e") : String(value);
}
