/** Measures the dashboard in a real Chromium while a recorded stream is replayed into it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { type Delivery, installRenderProbe } from "./renderProbe";
import { PAGES, type Replay } from "./replay";

const DESK = { viewport: { width: 1280, height: 800 } };
/** A batch of rounds after which the page must have caught up. */
const BATCH = 50;

export interface ScriptSize {
  /** "/assets/main-….js" */
  file: string;
  gzipped: number;
}

/** The scripts that the dashboard asks for before anybody touches it, by their size under gzip −9: the largest first. */
export async function firstLoad(browser: Browser, replay: Replay): Promise<ScriptSize[]> {
  const files = new Set<string>();
  await withDashboard(browser, replay, {
    prepare: (page) =>
      void page.on("response", (response) => {
        if (response.request().resourceType() === "script") files.add(new URL(response.url()).pathname);
      }),
    measure: (page) => page.waitForLoadState("networkidle"),
  });
  const gzipped = (file: string) => gzipSync(readFileSync(join(PAGES, file)), { level: 9 }).length;
  return [...files].map((file) => ({ file, gzipped: gzipped(file) })).sort((a, b) => b.gzipped - a.gzipped);
}

/** What every message rendered, sent one at a time, from round 1 on: with round 0 the chart takes the lobby's place. */
export function countRenders(browser: Browser, replay: Replay, rounds: number): Promise<Delivery[]> {
  return withDashboard(browser, replay, {
    prepare: (page) => page.addInitScript(installRenderProbe),
    async measure(page) {
      replay.rush({ from: 0, to: 1 });
      await page.locator(".plot canvas").waitFor();
      await page.waitForTimeout(300);
      await page.evaluate(() => globalThis.__deliveries?.splice(0));
      await replay.playSingly({ from: 1, to: rounds, apartMs: 50 });
      await page.waitForTimeout(300);
      return page.evaluate(() => globalThis.__deliveries ?? []);
    },
  });
}

export interface LongTasks {
  /** In milliseconds; 0 when none took 50. */
  longest: number;
  /** Tasks over 50 and over 100 ms. */
  over50: number;
  over100: number;
  /** The most processor time of one task. A longest task that took far more waited for other programs of the machine. */
  busiest: number;
}

interface Pace {
  rounds: number;
  everyMs: number;
}

/** The long tasks of the first rounds. */
export function tasksOf(browser: Browser, replay: Replay, pace: Pace): Promise<LongTasks> {
  return withDashboard(browser, replay, {
    measure: (page) => tasksOfRounds(page, replay, { ...pace, from: 0 }),
  });
}

async function tasksOfRounds(
  page: Page,
  replay: Replay,
  { from, rounds, everyMs }: Pace & { from: number },
): Promise<LongTasks> {
  await page.waitForTimeout(500);
  return watchTasks(page, async () => {
    await replay.play({ from, to: from + rounds, everyMs });
    await page.waitForTimeout(500);
  });
}

/** The long tasks of the page's own thread while something happens. */
export async function watchTasks(page: Page, during: () => Promise<void>): Promise<LongTasks> {
  await page.evaluate(() => {
    globalThis.__tasks = [];
    const note = (list: PerformanceObserverEntryList) =>
      void globalThis.__tasks?.push(...list.getEntries().map(({ duration }) => duration));
    new PerformanceObserver(note).observe({ type: "longtask" });
  });
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ["toplevel"] });
  await during();
  const busiest = busiestTask(await browser.stopTracing());
  const tasks = await page.evaluate(() => globalThis.__tasks ?? []);
  return {
    longest: Math.max(0, ...tasks),
    over50: tasks.length,
    over100: tasks.filter((ms) => ms > 100).length,
    busiest,
  };
}

declare global {
  var __tasks: number[] | undefined;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Processor time in microseconds. */
  tdur?: number;
  args?: { name?: string };
}

/** The most processor time that a task of a page's main thread took, in milliseconds. */
function busiestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const place = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(place),
  );
  const times = traceEvents.filter((event) => main.has(place(event))).map(({ tdur }) => tdur ?? 0);
  if (times.length === 0) throw new Error("the trace has no task of the page's main thread");
  return times.reduce((most, time) => Math.max(most, time), 0) / 1_000;
}

/** The page's JavaScript heap in bytes after a full collection, at each of these rounds, and the long tasks after the last. */
export function longRun(
  browser: Browser,
  replay: Replay,
  at: readonly number[],
  pace: Pace,
): Promise<{ sizes: number[]; tasks: LongTasks }> {
  return withDashboard(browser, replay, {
    async measure(page) {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Performance.enable");
      const sizes: number[] = [];
      for (const [i, round] of at.entries()) {
        await rush(page, replay, at[i - 1] ?? 0, round);
        // the second collection frees what finalizers and weak references have released
        for (let pass = 0; pass < 2; pass++) await devtools.send("HeapProfiler.collectGarbage");
        const { metrics } = await devtools.send("Performance.getMetrics");
        sizes.push(metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN);
      }
      return { sizes, tasks: await tasksOfRounds(page, replay, { ...pace, from: at[at.length - 1] }) };
    },
  });
}

/** Sends rounds as fast as the page takes them. */
async function rush(page: Page, replay: Replay, from: number, to: number): Promise<void> {
  for (let start = from; start < to; start += BATCH) {
    const end = Math.min(to, start + BATCH);
    replay.rush({ from: start, to: end });
    await page.waitForFunction(
      (round) => Number(document.querySelector<HTMLElement>("[data-testid=round]")?.dataset.round) >= round,
      end - 1,
      { timeout: 120_000 },
    );
  }
  await page.waitForTimeout(500);
}

/** Opens the dashboard in a page of its own and measures once it shows the class. */
async function withDashboard<T>(
  browser: Browser,
  replay: Replay,
  { prepare, measure }: { prepare?(page: Page): unknown; measure(page: Page): Promise<T> },
): Promise<T> {
  const context = await browser.newContext(DESK);
  try {
    const page = await context.newPage();
    const errors: Error[] = [];
    page.on("pageerror", (error) => errors.push(error));
    // tsx names functions by a helper that the page does not have
    await page.addInitScript("globalThis.__name = (named) => named");
    await prepare?.(page);
    await page.goto(replay.dashboardUrl);
    await page.getByTestId("tile").first().waitFor();
    const measured = await measure(page);
    if (errors.length > 0) throw errors[0];
    return measured;
  } finally {
    await context.close();
  }
}
