/**
 * Measures the dashboard of a large class: what each message renders, long tasks, heap and first load. A class of the real
 * coordinator is recorded, then replayed into the page with nothing beside it.
 *
 *   npm run bench -- dashboard [--quick] [--json]
 */
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { findChromium } from "../chromium/find";
import { launchChromium } from "../chromium/launch";
import { nodeSystem } from "../chromium/nodeSystem";
import { ensureWebIsBuilt } from "../webBuild";
import { countRenders, firstLoad, heapAt, type LongTasks, watchTasks } from "./dashboard/pageFigures";
import { recordStream } from "./dashboard/record";
import { RENDER_LIMITS, rendersByEvent } from "./dashboard/renders";
import { openReplay, type Replay } from "./dashboard/replay";
import { type Figure, isWithin, kilobytes, tableOf } from "./dashboard/table";

const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
});

const CLASS = { m: 60, K: 3 };
const EVERY_MS = 500;
const PLAN = values.quick
  ? { recorded: 12, counted: 10, watched: 10, repeats: 1, heap: [50, 100, 200] }
  : { recorded: 24, counted: 20, watched: 40, repeats: 3, heap: [200, 1_000, 2_000] };
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
const replay = await openReplay(stream);
const browser = await launchChromium(await findChromium(nodeSystem()));
try {
  const figures = await measure(browser, replay);
  console.log(values.json ? JSON.stringify(figures, null, 1) : tableOf(figures));
  if (!figures.every(isWithin)) process.exitCode = 1;
} finally {
  await browser.close();
  await replay.close();
}

async function measure(browser: Browser, replay: Replay): Promise<Figure[]> {
  say("first load …");
  const scripts = await firstLoad(browser, replay);
  say("renders …");
  const renders = rendersByEvent(await countRenders(browser, replay, PLAN.counted));
  say("heap …");
  const sizes = await heapAt(browser, replay, PLAN.heap);
  say("long tasks …");
  const early: LongTasks[] = [];
  const late: LongTasks[] = [];
  const last = PLAN.heap[PLAN.heap.length - 1];
  for (let i = 0; i < PLAN.repeats; i++) {
    early.push(await watchTasks(browser, replay, { before: 0, rounds: PLAN.watched, everyMs: EVERY_MS }));
    late.push(await watchTasks(browser, replay, { before: last, rounds: PLAN.watched, everyMs: EVERY_MS }));
  }
  return [
    ...renders
      .filter(({ event }) => event !== "load")
      .map(({ event, most, names }) => ({
        what: `components rendered by ${event}, at most`,
        value: most,
        limit: RENDER_LIMITS[event]?.(CLASS),
        unit: "",
        detail: names,
      })),
    taskFigure(`rounds 0–${PLAN.watched}`, early),
    taskFigure(`from round ${last} on`, late),
    {
      what: `heap from round ${PLAN.heap[0]} to ${last}, a round`,
      value: (sizes[sizes.length - 1] - sizes[0]) / (last - PLAN.heap[0]),
      limit: LIMITS.bytesPerRound,
      unit: "B",
      detail: PLAN.heap.map((round, i) => `round ${round}: ${kilobytes(sizes[i])}`).join(", "),
    },
    {
      what: "first load, JavaScript under gzip −9",
      value: scripts.reduce((sum, { gzipped }) => sum + gzipped, 0),
      limit: LIMITS.firstLoad,
      unit: "B",
      detail: scripts.map(({ file, gzipped }) => `${file.slice("/assets/".length)} ${gzipped}`).join(", "),
    },
  ];
}

function taskFigure(when: string, runs: readonly LongTasks[]): Figure {
  const sorted = runs.map(({ longest }) => longest).sort((a, b) => a - b);
  return {
    what: `longest task, ${when}, median of ${runs.length}`,
    value: sorted[sorted.length >> 1],
    limit: LIMITS.taskMs,
    unit: "ms",
    detail: runs
      .map(
        ({ longest, over50, over100 }) => `${longest.toFixed(0)} ms, ${over50} over 50, ${over100} over 100`,
      )
      .join("; "),
  };
}
