/**
 * Measures the dashboard of a large class: what each message renders, long tasks, heap and first load. A class of the real
 * coordinator is recorded, then replayed into the page with nothing beside it.
 *
 *   npm run bench -- dashboard [--quick] [--json]
 */
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { findChromium } from "../chromium/find";
import { launchChromium } from "../chromium/launch";
import { nodeSystem } from "../chromium/nodeSystem";
import { ensureWebIsBuilt } from "../webBuild";
import { countRenders, firstLoad, type LongTasks, longRun, tasksOf } from "./dashboard/pageFigures";
import { recordStream } from "./dashboard/record";
import { RENDER_LIMITS, rendersByEvent } from "./dashboard/renders";
import { openReplay, type Replay } from "./dashboard/replay";
import { openedAfter, type Stream } from "./dashboard/stream";
import { type Figure, isWithin, kilobytes, tableOf } from "./dashboard/table";

const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
});

const CLASS = { m: 60, K: 3 };
const EVERY_MS = 500;
const PLAN = values.quick
  ? { recorded: 12, counted: 10, watched: 10, repeats: 1, heap: [200, 600, 1_000] }
  : { recorded: 24, counted: 20, watched: 40, repeats: 3, heap: [200, 1_000, 2_000] };
const LAST = PLAN.heap[PLAN.heap.length - 1];
const LIMITS = { taskMs: 100, bytesPerRound: 1_024, firstLoad: 200_000 };

const say = (line: string) => void process.stderr.write(`${line}\n`);

await ensureWebIsBuilt();
say(`recording ${PLAN.recorded} rounds of ${CLASS.m} workers …`);
const stream = await recordStream({
  workers: CLASS.m,
  malicious: 12,
  rounds: PLAN.recorded,
  pace: "second",
  config: {
    dataset: "glyphs",
    model: "softmax",
    f: 12,
    arms: ["mean", "coordinateMedian", "krum"],
    batchSize: 16,
    rounds: 10_000,
    evaluateEvery: 1, // so that every round has all that a round can have
  },
});
const browser = await launchChromium(await findChromium(nodeSystem()));
try {
  const figures = [
    ...(await replayed(stream, renders)),
    ...(await replayed(stream, heapAndTasks)),
    await replayed(stream, (replay) => loadFigure("in the lobby", replay)),
    await replayed(openedAfter(stream, PLAN.recorded), (replay) => loadFigure("in mid-run", replay)),
  ];
  const [load] = loadavg();
  if (load > 1.5 * availableParallelism())
    say(
      `other programs kept this machine busy (load ${load.toFixed(1)}): judge tasks by their processor time, or measure again`,
    );
  console.log(values.json ? JSON.stringify(figures, null, 1) : tableOf(figures));
  if (!figures.every(isWithin)) process.exitCode = 1;
} finally {
  await browser.close();
}

async function replayed<T>(stream: Stream, measure: (replay: Replay) => Promise<T>): Promise<T> {
  const replay = await openReplay(stream);
  try {
    return await measure(replay);
  } finally {
    await replay.close();
  }
}

async function renders(replay: Replay): Promise<Figure[]> {
  say("renders …");
  const byEvent = rendersByEvent(await countRenders(browser, replay, PLAN.counted));
  return byEvent.map(({ event, most, names }) => ({
    what: `components rendered by ${event}, at most`,
    value: most,
    limit: RENDER_LIMITS[event]?.(CLASS),
    unit: "",
    detail: names,
  }));
}

async function heapAndTasks(replay: Replay): Promise<Figure[]> {
  const pace = { rounds: PLAN.watched, everyMs: EVERY_MS };
  say(`heap over ${LAST} rounds …`);
  const { sizes, tasks } = await longRun(browser, replay, PLAN.heap, pace);
  say("long tasks …");
  const early: LongTasks[] = [];
  for (let i = 0; i < PLAN.repeats; i++) early.push(await tasksOf(browser, replay, pace));
  return [
    ...taskFigures(`rounds 0–${PLAN.watched - 1}`, early),
    ...taskFigures(`rounds ${LAST}–${LAST + PLAN.watched - 1}`, [tasks]),
    {
      what: `heap from round ${PLAN.heap[0]} to ${LAST}, a round`,
      value: (sizes[sizes.length - 1] - sizes[0]) / (LAST - PLAN.heap[0]),
      limit: LIMITS.bytesPerRound,
      unit: "B",
      detail: PLAN.heap.map((round, i) => `round ${round}: ${kilobytes(sizes[i])}`).join(", "),
    },
  ];
}

/** The time on the clock, and the processor time, which other programs of the machine hardly change. */
function taskFigures(when: string, runs: readonly LongTasks[]): Figure[] {
  const of = `${when}, median of ${runs.length}`;
  return [
    {
      what: `longest task, ${of}`,
      value: median(runs.map(({ longest }) => longest)),
      limit: LIMITS.taskMs,
      unit: "ms",
      detail: runs.map(({ over50, over100 }) => `${over50} over 50 ms, ${over100} over 100 ms`).join("; "),
    },
    {
      what: `most processor time of a task, ${of}`,
      value: median(runs.map(({ busiest }) => busiest)),
      limit: LIMITS.taskMs,
      unit: "ms",
      detail: runs.map(({ busiest }) => `${busiest.toFixed(0)} ms`).join(", "),
    },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

async function loadFigure(when: string, replay: Replay): Promise<Figure> {
  say(`first load ${when} …`);
  const scripts = await firstLoad(browser, replay);
  return {
    what: `first load ${when}, JavaScript under gzip −9`,
    value: scripts.reduce((sum, { gzipped }) => sum + gzipped, 0),
    limit: LIMITS.firstLoad,
    unit: "B",
    detail: scripts.map(({ file, gzipped }) => `${file.slice("/assets/".length)} ${gzipped}`).join(", "),
  };
}
