/** Tabs as people use them, and networks and browsers that withhold something. */
import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joinCrowd } from "../src/coordinator/crowd";
import { type Classroom, openClassroom } from "../src/pages/classroom";
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

/** Loses some of the requests for files that match, counted from 0. Returns how many were lost and how many were not. */
async function losing(page: Page, files: RegExp, isLost: (request: number) => boolean) {
  const fates = { lost: 0, came: 0 };
  await page.route(files, (route: Route) => {
    const lost = isLost(fates.lost + fates.came);
    fates[lost ? "lost" : "came"]++;
    return lost ? route.abort() : route.continue();
  });
  return fates;
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

const first = (request: number) => request === 0;

describe("what a network loses once comes with another try", () => {
  test.each([
    ["the code of all pages", /assets\/main-.*\.js/, first],
    ["the learner's script, of the same name", /assets\/main-.*\.js/, (n: number) => n === 1],
    ["a page's code", /assets\/WorkerPage-.*\.js/, (n: number) => n < 3],
    ["a page's styles", /assets\/WorkerPage-.*\.css/, first],
    ["tfjs' program", /tfjs-backend-wasm-simd-.*\.wasm/, (n: number) => n < 2],
    ["our kernels", /kernels-.*\.wasm/, first],
  ])("%s", async (_what, files, isLost) => {
    const page = await room.visitors.open("about:blank", PHONE);
    const fates = await losing(page, files, isLost);
    await page.goto(address());
    const tab = workerTab(page);
    await ready(tab);
    expect(fates).toEqual({ lost: expect.toSatisfy((n) => n > 0), came: expect.toSatisfy((n) => n > 0) });
    expect(await tab.backend.textContent()).toBe("WASM");
    await tab.page.close();
  });

  test("and what never comes is named, with a button", async () => {
    const page = await preparedPage(address(), (page) =>
      losing(page, /assets\/WorkerPage-.*\.js/, () => true),
    );
    await page.getByRole("heading", { name: "This page did not load" }).waitFor();
    await page.unroute(/assets\/WorkerPage-.*\.js/);
    await page.getByRole("button", { name: "Reload" }).click();
    await ready(workerTab(page));
    await page.close();
  });
});

describe("a browser that refuses something", () => {
  test.each([
    ["the dashboard", () => room.coordinator.dashboardUrl, "tile"],
    ["a student's page", address, "my-data"],
  ])("blocked site data leaves %s as it is", async (_what, url, part) => {
    const page = await preparedPage(url(), (page) =>
      page.addInitScript(() => {
        for (const name of ["sessionStorage", "localStorage"]) {
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException("Access is denied for this document.", "SecurityError");
            },
          });
        }
      }),
    );
    await page.getByTestId(part).first().waitFor();
    await page.close();
  });

  test.each(["C", "en-US@posix"])("the language %s leaves the chart as it is", async (language) => {
    await room.step(1);
    const page = await preparedPage(room.coordinator.dashboardUrl, (page) =>
      page.addInitScript((tag) => {
        Object.defineProperty(Navigator.prototype, "language", { configurable: true, get: () => tag });
      }, language),
    );
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
