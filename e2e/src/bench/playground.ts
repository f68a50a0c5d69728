/**
 * Measures the playground of the static site in Chromium: room, eight workers and dashboard in one page. How long a round
 * takes, tasks over 50 ms on the page's own thread, and the site's first load before any learner.
 *
 *   npm run bench -- playground [--quick] [--json]
 */
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { findChromium } from "../chromium/find";
import { launchChromium } from "../chromium/launch";
import { nodeSystem } from "../chromium/nodeSystem";
import { buildSite, serveSite } from "../site/serveSite";
import { watchTasks } from "./dashboard/pageFigures";
import { type Figure, isWithin, tableOf } from "./dashboard/table";
import { loadedFiles, sizesOf } from "./playground/loadedFiles";

const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
});

const SETTINGS = {
  workers: 8,
  model: "mlp",
  arms: "mean,coordinateMedian",
  f: 1,
  evaluateEvery: 1,
  rounds: 100_000,
};
const SECONDS = values.quick ? { warm: 3, measured: 5 } : { warm: 10, measured: 30 };
const LIMITS = { roundMs: 100, longTasks: 0, taskMs: 50, firstLoad: 300_000 };

const say = (line: string) => void process.stderr.write(`${line}\n`);

say("building the site …");
buildSite();
const site = await serveSite("/site/");
const browser = await launchChromium(await findChromium(nodeSystem()));
try {
  const figures = await measured();
  const [load] = loadavg();
  if (load > 1.5 * availableParallelism())
    say(
      `the load of this machine is ${load.toFixed(1)}: if other programs made it, measure again without them`,
    );
  console.log(values.json ? JSON.stringify(figures, null, 1) : tableOf(figures));
  if (!figures.every(isWithin)) process.exitCode = 1;
} finally {
  await browser.close();
  site.close();
}

async function measured(): Promise<Figure[]> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  const errors: Error[] = [];
  page.on("pageerror", (error) => errors.push(error));
  // tsx names functions by a helper that the page does not have
  await page.addInitScript("globalThis.__name = (named) => named");
  const query = Object.entries(SETTINGS).map(([name, value]) => `${name}=${value}`);
  await page.goto(`${site.address}?${[...query, "backend=wasm"].join("&")}`);
  const start = page.locator(".lobby").getByRole("button", { name: "Start", exact: true });
  await start.click({ timeout: 120_000 });
  await page.locator(".plot canvas").waitFor({ timeout: 120_000 });
  const loaded = await loadedFiles(page, site);
  say(`warming up for ${SECONDS.warm} s …`);
  await page.waitForTimeout(SECONDS.warm * 1_000);
  say(`measuring for ${SECONDS.measured} s …`);
  let [rounds, ms] = [0, 0];
  const tasks = await watchTasks(page, async () => {
    const [from, began] = [await roundOf(page), performance.now()];
    await page.waitForTimeout(SECONDS.measured * 1_000);
    rounds = (await roundOf(page)) - from;
    ms = performance.now() - began;
  });
  if (errors.length > 0) throw errors[0];
  return [
    {
      what: "a round of eight workers, mlp, two arms, measured every round",
      value: ms / rounds,
      limit: LIMITS.roundMs,
      unit: "ms",
      detail: `${((1_000 * rounds) / ms).toFixed(1)} rounds a second`,
    },
    {
      what: "tasks over 50 ms on the page's thread",
      value: tasks.over50,
      limit: LIMITS.longTasks,
      unit: "",
      detail: `the longest ${tasks.longest.toFixed(0)} ms`,
    },
    {
      what: "most processor time of one of its tasks",
      value: tasks.busiest,
      limit: LIMITS.taskMs,
      unit: "ms",
      detail: "other programs of the machine hardly change it",
    },
    loadFigure("first load of the page under gzip −9", loaded.page, LIMITS.firstLoad),
    loadFigure("the room's Web Worker beside it, with tfjs", loaded.room),
  ];
}

function loadFigure(what: string, files: readonly string[], limit?: number): Figure {
  const sizes = sizesOf(files);
  return {
    what,
    value: sizes.reduce((sum, { gzipped }) => sum + gzipped, 0),
    limit,
    unit: "B",
    detail: sizes.map(({ file, gzipped }) => `${file} ${gzipped}`).join(", "),
  };
}

async function roundOf(page: Page): Promise<number> {
  return Number(await page.getByTestId("round").getAttribute("data-round"));
}
