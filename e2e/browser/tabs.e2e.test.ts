/** Tabs as people use them, and networks and browsers that withhold something. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joinCrowd } from "../src/coordinator/crowd";
import { type Classroom, openClassroom } from "../src/pages/classroom";
import { losing } from "../src/pages/losing";
import { PHONE } from "../src/pages/visitors";
import { type WorkerTab, workerTab } from "../src/pages/workerTab";

let room: Classroom;
beforeAll(async () => {
  room = await openClassroom({
    model: "softmax",
    workers: 2,
    f: 0,
    attack: "signFlip",
    rounds: 1_000,
    batchSize: 16,
  });
  await joinCrowd(room.coordinator, ["Xena", "Yuki"]); // for the rounds
  await room.ready(2);
});
afterAll(() => room?.close());

const address = () => `${room.coordinator.joinUrl}?backend=wasm`;
const presenceOf = (name: string) =>
  room.instructor.workers.find((worker) => worker.name === name)?.presence ?? "nobody";

async function ready(tab: WorkerTab): Promise<string> {
  await expect.poll(() => tab.state.getAttribute("data-state")).toBe("ready");
  return (await tab.name.textContent())!;
}

/** A page on which `prepare` ran before it went to `url`. */
async function preparedPage(url: string, prepare: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await room.visitors.open("about:blank", PHONE);
  await prepare(page);
  await page.goto(url);
  return page;
}

/** As a browser's "Duplicate tab" does, a new window of the same page gets a copy of its session storage. */
async function duplicate({ page }: WorkerTab): Promise<WorkerTab> {
  const [copy] = await Promise.all([
    page.waitForEvent("popup"),
    page.evaluate(() => void window.open(location.href)),
  ]);
  return workerTab(copy);
}

async function expectTwoWorkers(original: WorkerTab): Promise<void> {
  const name = await ready(original);
  const copy = await duplicate(original);
  const second = await ready(copy);
  expect(second).not.toBe(name);
  await copy.page.reload();
  expect(await ready(copy)).toBe(second);
  await original.page.reload();
  expect(await ready(original)).toBe(name);
  await expect.poll(() => [presenceOf(name), presenceOf(second)]).toEqual(["ready", "ready"]);
  await copy.page.close();
  await original.page.close();
}

describe("a student's tab", () => {
  test("and its duplicate are two workers, also after reloads", async () => {
    await expectTwoWorkers(workerTab(await room.visitors.open(address(), PHONE)));
  });

  test("that another page replaces has left at once, and is the same worker when it comes back", async () => {
    const tab = workerTab(await room.visitors.open(address(), PHONE));
    const name = await ready(tab);
    await tab.page.goto("about:blank");
    await expect.poll(() => presenceOf(name), { timeout: 10_000 }).toBe("left"); // a lost connection waits 15 s
    await tab.page.goto(address());
    expect(await ready(tab)).toBe(name);

    // what a page hears when the browser keeps it for the button "back", which Chromium does not do under test
    const go = (event: string) =>
      tab.page.evaluate(
        (type) => window.dispatchEvent(new PageTransitionEvent(type, { persisted: true })),
        event,
      );
    await go("pagehide");
    await expect.poll(() => presenceOf(name), { timeout: 10_000 }).toBe("left");
    await go("pageshow");
    await expect.poll(() => presenceOf(name)).toBe("ready");
    expect(await ready(tab)).toBe(name);
    await tab.page.close();
  });

  test("starts malicious with the run's preset attack", async () => {
    const tab = workerTab(await room.visitors.open(address(), PHONE));
    const name = await ready(tab);
    await tab.malicious.click();
    await expect
      .poll(() => room.instructor.workers.find((worker) => worker.name === name)?.role)
      .toMatchObject({ kind: "malicious", attack: { kind: "signFlip" } });
    await tab.page.close();
  });
});

describe("a network that loses something once", () => {
  test("costs a tab neither its page nor its backend", async () => {
    const page = await room.visitors.open("about:blank", PHONE);
    const first = (request: number) => request === 0;
    const code = await losing(page, /assets\/WorkerPage-.*\.js/, first);
    const program = await losing(page, /tfjs-backend-wasm-simd-.*\.wasm/, first);
    await page.goto(address());
    const tab = workerTab(page);
    await ready(tab);
    expect(await tab.backend.textContent()).toBe("WASM");
    for (const { lost, came } of [code, program]) expect([lost, came > 0]).toEqual([1, true]);
    await page.close();
  });
});

/** Runs in a page: as where a person, or a school, has blocked it. */
function blockSiteData(): void {
  for (const name of ["sessionStorage", "localStorage"]) {
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      },
    });
  }
}

describe("a browser that refuses something", () => {
  test("blocked site data leaves a student's page as it is", async () => {
    const page = await preparedPage(address(), (page) => page.addInitScript(blockSiteData));
    await ready(workerTab(page));
    await page.close();
  });

  test("blocked site data and a language that Intl refuses leave the dashboard and its chart as they are", async () => {
    await room.step(1);
    const page = await preparedPage(room.coordinator.dashboardUrl, async (page) => {
      await page.addInitScript(blockSiteData);
      await page.addInitScript(() => {
        Object.defineProperty(Navigator.prototype, "language", { configurable: true, get: () => "C" });
      });
    });
    await page.getByTestId("tile").first().waitFor();
    await page.locator(".uplot").waitFor();
    await page.close();
  });

  test("without Web Locks, as over plain http, a tab and its duplicate are two workers", async () => {
    const page = await room.visitors.open("about:blank", PHONE);
    await page.context().addInitScript(() => {
      Object.defineProperty(navigator, "locks", { value: undefined });
    });
    await page.goto(address());
    expect(await page.evaluate(() => navigator.locks)).toBeUndefined();
    await expectTwoWorkers(workerTab(page));
  });
});
