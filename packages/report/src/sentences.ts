/** The report in words, for the terminal and the page. */
import type { Adapter, AggregationResult, BackendReport, ModelResult } from "./schema";
import type { Task } from "./tasks";

export function milliseconds(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(0)} s`;
  return `${ms >= 100 ? ms.toFixed(0) : Number(ms.toPrecision(3))} ms`;
}

function errorText(largestError: number): string {
  return largestError === 0 ? "exact" : `error ${largestError.toExponential(0)}`;
}

export function startText({ start }: BackendReport): string {
  switch (start.outcome) {
    case "missing":
      return "not installed";
    case "failed":
      return `does not start: ${start.detail}`;
    case "stopped":
      return `stopped after ${start.afterSeconds} s`;
    case "done":
      if (start.selfTest === undefined) return "starts";
      if (!start.selfTest.ok) return `computes wrongly: ${start.selfTest.detail}`;
      return `passes its self-test (${errorText(start.selfTest.largestError)})`;
    default:
      return start satisfies never;
  }
}

export function modelText(result: ModelResult): string {
  switch (result.outcome) {
    case "failed":
      return "failed";
    case "stopped":
      return `stopped after ${result.afterSeconds} s`;
    case "done":
      return `${milliseconds(result.medianMs)}${result.selfTest.ok ? "" : ", computes wrongly"}`;
    default:
      return result satisfies never;
  }
}

/** Empty if the driver says nothing. */
export function adapterText({ vendor, architecture, device, description, renderer }: Adapter = {}): string {
  return renderer ?? [vendor, architecture, description || device].filter((word) => word).join(" ");
}

/** What is being done, after the backend's name. */
export function taskText(task: Task): string {
  switch (task.kind) {
    case "start":
      return "start and self-test";
    case "model":
      return task.model;
    case "aggregation":
      return `${task.rule} of ${task.m} × ${task.d.toLocaleString("en")}`;
    default:
      return task satisfies never;
  }
}

/** The step times of every backend that starts, as lines of a table; then why others do not. */
export function overview(backends: readonly BackendReport[]): string[] {
  const started = backends.filter(({ start }) => start.outcome === "done");
  const models = [...new Set(started.flatMap((one) => one.models.map(({ model }) => model)))];
  const timed = started.filter((one) => one.models.length > 0);
  const rows = [
    ["ms a step", ...models],
    ...timed.map((one) => [
      one.name,
      ...models.map((name) => {
        const found = one.models.find(({ model }) => model === name);
        return found === undefined ? "" : modelText(found);
      }),
    ]),
  ];
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const table = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  "),
  );
  const others = backends.filter(({ start }) => start.outcome !== "done" || start.selfTest?.ok === false);
  return [
    ...(timed.length > 0 ? table : []),
    ...aggregationLines(started),
    ...others.map((one) => `${one.name}: ${startText(one)}`),
  ];
}

/** For each rule at its largest size: the time on each backend that aggregates. */
function aggregationLines(backends: readonly BackendReport[]): string[] {
  const all = backends.flatMap(({ name, aggregation }) => aggregation.map((result) => ({ name, result })));
  const rules = [...new Set(all.map(({ result }) => result.rule))];
  return rules.map((rule) => {
    const ofRule = all.filter(({ result }) => result.rule === rule);
    const { m, d } = ofRule.map(({ result }) => result).reduce((a, b) => (b.m * b.d > a.m * a.d ? b : a));
    const cells = ofRule
      .filter(({ result }) => result.m === m && result.d === d)
      .map(({ name, result }) => `${name} ${aggregationText(result)}`);
    return `${rule}, ${m} × ${d.toLocaleString("en")}: ${cells.join(", ")}`;
  });
}

function aggregationText(result: AggregationResult): string {
  switch (result.outcome) {
    case "failed":
      return "failed";
    case "stopped":
      return `stopped after ${result.afterSeconds} s`;
    case "done":
      return milliseconds(result.ms);
    default:
      return result satisfies never;
  }
}
