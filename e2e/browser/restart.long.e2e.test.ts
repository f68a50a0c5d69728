import { describe, expect, test } from "vitest";
import { openClassroomForTest } from "../src/pages/classroom";
import { workerTab } from "../src/pages/workerTab";

describe("a restarted coordinator", () => {
  test("every open page says that the coordinator is gone and continues after the restart without a reload", async () => {
    const { coordinator, visitors, dashboard, instructor, ready } = await openClassroomForTest({
      model: "softmax",
      workers: 3,
      rounds: 1_000_000,
      evaluateEvery: 10,
      batchSize: 8,
      roundDeadlineMs: 30_000,
    });
    const tabs = [];
    for (let i = 0; i < 3; i++) {
      tabs.push(workerTab(await visitors.open(`${coordinator.joinUrl}?backend=wasm`)));
    }
    await ready(3);
    await dashboard.start.click();
    await tabs[2].malicious.click();
    await instructor.until(
      () => instructor.workers.some(({ role }) => role?.kind === "malicious"),
      "the third tab is malicious",
    );
    await instructor.until(() => instructor.rounds.length >= 20, "20 rounds closed");
    const pages = [dashboard.page, ...tabs.map(({ page }) => page)];
    for (const page of pages) await page.evaluate(() => document.body.setAttribute("data-not-reloaded", ""));
    const before = instructor.workers.map(({ id, name, index, role }) => ({ id, name, index, role }));
    const malicious = before.filter(({ role }) => role?.kind === "malicious").map(({ id }) => id);
    expect(malicious).toHaveLength(1);
    const names = await Promise.all(tabs.map(({ name }) => name.textContent()));
    const complaintsBefore = visitors.complaints();

    await coordinator.kill("SIGKILL");
    const last = instructor.rounds.at(-1)!.round;
    await expect.poll(() => dashboard.unreachable.isVisible()).toBe(true);
    for (const { state } of tabs) {
      await expect.poll(() => state.textContent()).toBe("Reconnecting…");
    }
    expect(await dashboard.page.getByRole("button", { name: "Pause" }).isDisabled()).toBe(true);

    await coordinator.restart();
    await instructor.until(
      () => (instructor.rounds.at(-1)?.round ?? 0) >= last + 20,
      "20 more rounds closed",
    );
    await expect.poll(() => dashboard.unreachable.isVisible()).toBe(false);
    for (const { state } of tabs)
      await expect.poll(() => state.getAttribute("data-state")).not.toBe("reconnecting");
    expect(instructor.workers.map(({ id, name, index, role }) => ({ id, name, index, role }))).toEqual(
      before,
    );
    expect(await Promise.all(tabs.map(({ name }) => name.textContent()))).toEqual(names);
    expect(await tabs[2].malicious.getAttribute("aria-checked")).toBe("true");

    // rounds continue with the next: none is missing, none occurs twice, each has all three workers
    expect(instructor.rounds.map(({ round }) => round)).toEqual([...instructor.rounds.keys()]);
    expect(instructor.rounds.filter(({ invited }) => invited.length !== 3)).toEqual([]);
    const resumed = instructor.rounds.filter(({ events }) => events.some(({ kind }) => kind === "resumed"));
    expect(resumed.map(({ round }) => round - last)).toEqual([expect.toBeOneOf([1, 2])]); // 2: a round closed but was not announced
    expect(resumed[0].stage?.byzantine).toEqual(malicious);
    await dashboard.showPanel("Events");
    await expect.poll(() => dashboard.events.textContent()).toContain("resumed");

    for (const page of pages) expect(await page.locator("body[data-not-reloaded]").count()).toBe(1);
    expect(complaintsBefore).toEqual([]);
    // the browser logs each connection that was cut by the kill, or refused while the coordinator was down
    const isDown = /ERR_CONNECTION_(RESET|REFUSED)/;
    expect(visitors.complaints().filter((line) => !isDown.test(line))).toEqual([]);
  });
});
