/** Checks every state of the dashboard, a student's page and the projector; pages.long.e2e.test.ts checks every page. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joinCrowd } from "../src/coordinator/crowd";
import { type Classroom, openClassroom } from "../src/pages/classroom";
import { lookAt } from "../src/pages/looks";
import { type WorkerTab, workerTab } from "../src/pages/workerTab";

let room: Classroom;
let tab: WorkerTab;
beforeAll(async () => {
  room = await openClassroom({
    model: "softmax",
    workers: 6,
    arms: ["mean", "coordinateMedian", "krum"],
    f: 1,
    batchSize: 16,
    rounds: 9,
    evaluateEvery: 1,
    roundDeadlineMs: 60_000,
  });
  const { coordinator, visitors, ready, dashboard } = room;
  await joinCrowd(coordinator, ["Ada", "Ben", "Cleo", "Dev", "Eva"]);
  tab = workerTab(await visitors.open(`${coordinator.joinUrl}?backend=wasm`));
  await ready(6);
  await room.step(2);
  await dashboard.page.getByTestId("shadow-table").waitFor();
});
afterAll(() => room?.close());

/** Looks at the dashboard. */
const look = (name: string) => lookAt(room.dashboard.page, `state-${name}`);
const noFaults: string[] = [];

describe("the dashboard has no fault", () => {
  test("when paused, with each panel, with a selected worker and with the chart as a table", async () => {
    const { dashboard, instructor } = room;
    const { page } = dashboard;
    expect(await look("paused")).toEqual(noFaults);
    await dashboard.tile(instructor.workers[1].id).main.click();
    await dashboard.showPanel("Events");
    expect(await look("events-selected")).toEqual(noFaults);
    await dashboard.showPanel("Confusion");
    const table = page.getByRole("button", { name: "As table" });
    await table.click();
    expect(await look("confusion-table")).toEqual(noFaults);
    await table.click();
    await dashboard.showPanel("Rules");
  });

  test("with each menu and each dialog open in mid-run", async () => {
    const { page } = room.dashboard;
    for (const menu of ["More", "Flip k workers", "Save the chart"]) {
      await page.getByRole("button", { name: menu }).click();
      expect(await look(`menu-${menu}`)).toEqual(noFaults);
      await page.keyboard.press("Escape");
    }
    for (const [key, title] of [
      ["?", "Keys"],
      ["/", "Find a worker"],
    ] as const) {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press(key);
      await page.getByRole("dialog", { name: title }).waitFor();
      expect(await look(title)).toEqual(noFaults);
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("dialog", { name: "Settings" }).waitFor();
    expect(await look("settings-in-mid-run")).toEqual(noFaults);
    await page.keyboard.press("Escape");
  });

  test("under attack, then revealed, in slow motion, and when the run is over", async () => {
    const { dashboard, instructor } = room;
    const { page } = dashboard;
    const [ada, ben] = instructor.workers;
    for (const { id } of [ada, ben]) await dashboard.tile(id).mark.click();
    await instructor.until(
      () => instructor.workers.filter(({ role }) => role?.kind === "malicious").length === 2,
      "two workers are malicious",
    );
    await room.step(2);
    expect(await look("attacked")).toEqual(noFaults);
    await page.getByTestId("reveal").click();
    await page.getByTestId("verdict-sums").waitFor();
    for (const narrow of ["Map", "Workers"]) {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole("tab", { name: narrow, exact: true }).click();
      await page.setViewportSize({ width: 1280, height: 800 });
      expect(await look(`revealed-${narrow}`)).toEqual(noFaults);
    }
    await instructor.socket.emitWithAck("class:set", { pace: "slow" });
    await page.getByRole("button", { name: "Resume", exact: true }).click();
    await page.locator(".slow-motion").waitFor();
    expect(await look("slow-motion")).toEqual(noFaults);
    await instructor.socket.emitWithAck("class:set", { pace: "fast" });
    await page.getByText(/The run is over after 9 rounds/).waitFor();
    expect(await look("finished")).toEqual(noFaults);
  });
});

test("a student's page that is locked has no fault after the reveal", async () => {
  const { instructor } = room;
  await instructor.socket.emitWithAck("class:set", { locked: true });
  await tab.page.getByText("Your teacher has locked the switches.").waitFor();
  expect(await lookAt(tab.page, "state-student-locked")).toEqual(noFaults);
});

test("dashboard, student's page and projector have no fault in a secret run before the reveal", async () => {
  const { coordinator, visitors, instructor, dashboard } = room;
  await instructor.command("reset");
  const { config } = instructor.watching;
  expect(await instructor.configure({ ...config, secret: true })).toMatchObject({ ok: true });
  await room.ready(6);
  const projector = await visitors.open(`${coordinator.url}/projector/${coordinator.room}`);
  await projector.getByText("Join this class").waitFor();
  expect(await lookAt(projector, "state-projector-lobby")).toEqual(noFaults);
  await room.step(3);
  expect(await look("secret")).toEqual(noFaults);
  await tab.page.getByText("Only you and your teacher know your role.").waitFor();
  expect(await lookAt(tab.page, "state-student-secret")).toEqual(noFaults);
  await projector.locator(".map-plot").waitFor();
  expect(await lookAt(projector, "state-projector-secret")).toEqual(noFaults);
  await dashboard.page.getByTestId("reveal").click();
  await projector.getByTestId("verdict-sums").waitFor();
  expect(await lookAt(projector, "state-projector-revealed")).toEqual(noFaults);
  expect(visitors.complaints()).toEqual([]);
});
