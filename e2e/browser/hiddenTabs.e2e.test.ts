import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { type HeadedChromium, startHeadedChromium, startXvfb, type Tab } from "../src/chromium/cdp";
import { watchAsInstructor } from "../src/coordinator/instructor";
import { launchCoordinator } from "../src/coordinator/launch";

const NO_DISPLAY = "no Xvfb here, and a hidden tab needs a headed Chromium (Debian: apt-get install xvfb)";

let browser: HeadedChromium | undefined;
let xvfb: Awaited<ReturnType<typeof startXvfb>>;
beforeAll(async () => {
  const found = inject("chromium");
  if ("missing" in found) throw new Error(found.missing);
  xvfb = await startXvfb();
  if (xvfb !== undefined) browser = await startHeadedChromium({ path: found.path, display: xvfb.display });
});
afterAll(async () => {
  await browser?.close();
  await xvfb?.close();
});

/** A page that counts its animation frames, its main-thread timers and a Web Worker's timers. */
const COUNTING_PAGE = `<!doctype html><script>
  const counts = { frames: 0, pageTimers: 0, workerTimers: 0 };
  const frame = () => { counts.frames++; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  setInterval(() => counts.pageTimers++, 10);
  const ticking = new Blob(["let n = 0; setInterval(() => n++, 10); onmessage = () => postMessage(n);"]);
  const worker = new Worker(URL.createObjectURL(ticking));
  const ask = () => new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve({ ...counts, workerTimers: data });
    worker.postMessage("");
  });
</script>`;

function serve(page: string): Promise<Server> {
  const server = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end(page));
  return new Promise((resolve) => server.listen(0, "localhost", () => resolve(server)));
}

/** How much each counter of `COUNTING_PAGE` grows in `ms`. */
async function growth(tab: Tab, ms: number) {
  const ask = () => tab.evaluate<{ frames: number; pageTimers: number; workerTimers: number }>("ask()");
  const before = await ask();
  await sleep(ms);
  const after = await ask();
  return {
    frames: after.frames - before.frames,
    pageTimers: after.pageTimers - before.pageTimers,
    workerTimers: after.workerTimers - before.workerTimers,
  };
}

describe("a hidden tab", () => {
  test("gets no animation frames and slow page timers, but full Web Worker timers", async (ctx) => {
    if (browser === undefined) return ctx.skip(NO_DISPLAY);
    const server = await serve(COUNTING_PAGE);
    const { port } = server.address() as AddressInfo;
    const tab = await browser.openWindow(`http://localhost:${port}/`);
    const other = await browser.openWindow(`http://localhost:${port}/`);
    await sleep(500);
    const shown = await growth(tab, 2000);
    await tab.cover();
    await expect.poll(() => tab.evaluate("document.visibilityState")).toBe("hidden");
    await sleep(500); // one more frame may still come
    expect(await other.evaluate("document.visibilityState")).toBe("visible");
    const hidden = await growth(tab, 3000);
    server.close();
    expect(shown.frames).toBeGreaterThan(0);
    expect(hidden.frames).toBeLessThanOrEqual(1);
    // both tick every 10 ms on the same busy machine; the hidden page's once a second, sometimes twice
    expect(hidden.workerTimers).toBeGreaterThan(4 * hidden.pageTimers);
  });

  const WORKERS = 3;
  const VISIBLE_S = 3;
  const HIDDEN_S = 8;

  /** Makes a page count its animation frames in `window.framesDrawn`. */
  const COUNT_FRAMES = `
  window.framesDrawn = 0;
  (function frame() { window.framesDrawn++; requestAnimationFrame(frame); })();
`;

  function textOf(testId: string): string {
    return `document.querySelector('[data-testid="${testId}"]')?.textContent ?? ""`;
  }

  test("keeps training: every round has all hidden tabs, at more rounds than page timers allow", async (ctx) => {
    if (browser === undefined) return ctx.skip(NO_DISPLAY);
    const coordinator = await launchCoordinator({
      config: {
        dataset: "glyphs",
        model: "softmax",
        workers: WORKERS,
        arms: ["mean"],
        f: 0,
        batchSize: 16,
        rounds: 1_000_000,
        evaluateEvery: 1_000_000,
      },
    });
    onTestFinished(coordinator.stop);
    const instructor = await watchAsInstructor(coordinator);
    onTestFinished(instructor.close);
    const tabs: Tab[] = [];
    for (let i = 0; i < WORKERS; i++) {
      tabs.push(await browser.openWindow(`${coordinator.joinUrl}?backend=wasm`));
    }
    const ready = () => instructor.workers.filter(({ presence }) => presence === "ready").length;
    await instructor.until(() => ready() === WORKERS, `${WORKERS} workers are ready`);
    expect(await instructor.command("start")).toMatchObject({ ok: true });
    await instructor.until(() => instructor.rounds.length >= 5, "five rounds have closed");

    const visible = await roundsIn(VISIBLE_S);
    for (const tab of tabs) {
      expect(await tab.evaluate("document.visibilityState")).toBe("visible");
      await tab.evaluate(COUNT_FRAMES);
      await tab.cover();
    }
    await instructor.until(
      () => instructor.workers.every(({ hidden }) => hidden),
      "all tabs say they are hidden",
    );
    await sleep(2000);
    const framesBefore = await Promise.all(tabs.map((tab) => tab.evaluate<number>("window.framesDrawn")));
    const textsBefore = await Promise.all(tabs.map((tab) => tab.evaluate<string>(textOf("worker-round"))));
    const hidden = await roundsIn(HIDDEN_S);

    for (const [i, tab] of tabs.entries()) {
      expect(await tab.evaluate("document.visibilityState")).toBe("hidden");
      expect((await tab.evaluate<number>("window.framesDrawn")) - framesBefore[i]).toBeLessThanOrEqual(1);
      await expect.poll(() => tab.evaluate<string>(textOf("worker-round"))).not.toBe(textsBefore[i]);
    }
    for (const { round, closedBy, invited, arms } of hidden) {
      expect({ round, closedBy, invited: invited.length, counted: arms[0].counted }).toEqual({
        round,
        closedBy: "all-in",
        invited: WORKERS,
        counted: WORKERS,
      });
    }
    for (const { refusals } of instructor.workers) expect(refusals).toBe(0);
    console.log(
      `${WORKERS} tabs on WASM: ${(visible.length / VISIBLE_S).toFixed(1)} rounds/s visible, ${(hidden.length / HIDDEN_S).toFixed(1)} hidden`,
    );
    // a loop on frames would close none, one on page timers at most one or two a second on any machine;
    // when even visible tabs are that slow, hidden ones must keep half their pace
    expect(hidden.length / HIDDEN_S).toBeGreaterThan(Math.min(2, visible.length / VISIBLE_S / 2));

    async function roundsIn(seconds: number) {
      const from = instructor.rounds.length;
      await sleep(1000 * seconds);
      return instructor.rounds.slice(from);
    }
  });
});
