/** Checks every page wide and narrow, light and dark, and leaves pictures in screenshots/. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joinForeignWorker } from "../src/coordinator/foreignWorker";
import { type Classroom, openClassroom } from "../src/pages/classroom";
import { scrollFaults } from "../src/pages/fit";
import { lookAt, SCREENSHOTS } from "../src/pages/looks";
import { type WorkerTab, workerTab } from "../src/pages/workerTab";

let room: Classroom;
let tab: WorkerTab;
beforeAll(async () => {
  room = await openClassroom({
    model: "softmax",
    workers: 4,
    arms: ["mean", "coordinateMedian", "krum"],
    f: 1,
    batchSize: 16,
    rounds: 1000,
    evaluateEvery: 2,
    roundDeadlineMs: 60_000,
  });
});
afterAll(async () => {
  await room?.close();
  console.log(`pictures of every page: ${SCREENSHOTS}`);
});

const noFaults: string[] = [];

describe("no page has a fault, wide and narrow, light and dark", () => {
  test("the page that asks for a room code, also after a wrong code", async () => {
    const page = await room.visitors.open(room.coordinator.url);
    expect(await lookAt(page, "enter-code")).toEqual(noFaults);
    await page.getByLabel("Room code").fill("?");
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByRole("alert").waitFor();
    expect(await lookAt(page, "enter-code-wrong")).toEqual(noFaults);
    await page.close();
  });

  test("the page for an unknown address", async () => {
    const page = await room.visitors.open(`${room.coordinator.url}/join/`);
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    expect(await lookAt(page, "unknown")).toEqual(noFaults);
    await page.close();
  });

  test("the page of the GPU report, which a coordinator has too and which waits for a click", async () => {
    const page = await room.visitors.open(`${room.coordinator.url}/report?models=softmax`);
    const measure = page.getByRole("button", { name: "Measure" });
    await measure.waitFor();
    expect(await lookAt(page, "report-asks")).toEqual(noFaults);
    await measure.click();
    await page.getByRole("status").getByText("Measuring WebGPU").waitFor();
    await page.close();
  });

  test("the page that opens records", async () => {
    const page = await room.visitors.open(`${room.coordinator.url}/replay`);
    await page.getByRole("button", { name: "Open a file…" }).waitFor();
    expect(await lookAt(page, "replay-empty")).toEqual(noFaults);
    await page.close();
  });

  test("at no width from 320 px on, which is a window of 1280 px at a zoom of 400 %", async () => {
    const { coordinator, visitors } = room;
    const { url, dashboardUrl, room: code } = coordinator;
    const addresses = [
      dashboardUrl,
      url,
      `${url}/replay`,
      `${url}/projector/${code}`,
      `${url}/report`,
      `${url}/playground`,
    ];
    for (const address of addresses) {
      const page = await visitors.open(address);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await fillRunState(page);
      for (const width of [320, 361, 640, 761, 1041, 1231, 1280]) {
        await page.setViewportSize({ width, height: 640 });
        const at = `${new URL(address).pathname} at ${width}`;
        expect([at, await scrollFaults(page, ["width"])]).toEqual([at, noFaults]);
      }
      await page.close();
    }
  });

  test("the dashboard in the lobby, its settings and its invitation", async () => {
    const { page } = room.dashboard;
    await page.getByRole("heading", { name: "Join this class" }).waitFor();
    expect(await lookAt(page, "dashboard-lobby")).toEqual(noFaults);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("dialog", { name: "Settings" }).waitFor();
    expect(await lookAt(page, "dashboard-settings")).toEqual(noFaults);
    await page.getByRole("button", { name: "Explain every setting" }).click();
    expect(await lookAt(page, "dashboard-settings-explained")).toEqual(noFaults);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "show how to join" }).click();
    await page.getByRole("dialog", { name: "Join this class" }).waitFor();
    expect(await lookAt(page, "dashboard-invite")).toEqual(noFaults);
    await page.keyboard.press("Escape");
  });

  test("a worker tab before and during a run, honest and malicious; the running dashboard; a swarm page", async () => {
    const { coordinator, visitors, dashboard, instructor, ready } = room;
    const { url, joinUrl } = coordinator;
    tab = workerTab(await visitors.open(`${joinUrl}?backend=wasm`));
    const swarm = await visitors.open(`${url}/swarm/${coordinator.room}?n=2&backend=wasm`);
    const slow = await joinForeignWorker({ url, room: coordinator.room, misbehave: answerLate });
    await ready(4);
    expect(await lookAt(tab.page, "worker-lobby")).toEqual(noFaults);

    await dashboard.start.click();
    await instructor.until(() => instructor.rounds.length >= 8, "eight rounds closed");
    expect(await lookAt(tab.page, "worker-honest")).toEqual(noFaults);
    await tab.chooseAttack("Bit flip");
    await tab.malicious.click();
    const flipped = instructor.rounds.length;
    await instructor.until(
      () => instructor.rounds.length >= flipped + 10,
      "ten rounds with an attacker closed",
    );
    expect(await lookAt(tab.page, "worker-malicious")).toEqual(noFaults);
    expect(await lookAt(swarm, "swarm")).toEqual(noFaults);
    expect(await lookAt(dashboard.page, "dashboard-running")).toEqual(noFaults);
    const projector = await visitors.open(`${url}/projector/${coordinator.room}`);
    await projector.getByTestId("chart").waitFor();
    expect(await lookAt(projector, "projector-running")).toEqual(noFaults);
    await projector.close();
    slow.close();
  });

  test("a removed worker's page, and a dashboard with a wrong token", async () => {
    const { coordinator, visitors, dashboard, instructor } = room;
    const name = await tab.name.textContent();
    const id = instructor.workers.find((worker) => worker.name === name)!.id;
    await dashboard.tile(id).main.click();
    await dashboard.selected.getByRole("button", { name: "Remove" }).click();
    await dashboard.selected.getByRole("button", { name: "Yes, remove it" }).click();
    await tab.page.getByRole("alert").waitFor();
    expect(await lookAt(tab.page, "worker-removed")).toEqual(noFaults);
    const stranger = await visitors.open(coordinator.dashboardUrl.replace(/token=[^&]+/, "token=guess"));
    await stranger.getByRole("heading", { level: 1 }).waitFor();
    expect(await lookAt(stranger, "dashboard-refused")).toEqual(noFaults);
  });

  test("no page logged an error or sent a request to another machine", () => {
    expect(room.visitors.complaints()).toEqual([]);
  });
});

/** Puts the longest word of a run's state into the bar, if the page has one. */
async function fillRunState(page: Page): Promise<void> {
  for (const state of await page.locator(".top-bar .run-state-text").all()) {
    await state.evaluate((text) => {
      text.textContent = "waiting for 12";
    });
  }
}

/** Answers late, so that rounds stay open while the pages are checked. */
async function answerLate<T>(honest: T): Promise<T[]> {
  await new Promise((resolve) => setTimeout(resolve, 150));
  return [honest];
}
