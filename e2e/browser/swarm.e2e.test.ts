import { describe, expect, test } from "vitest";
import { openClassroomForTest } from "../src/pages/classroom";

describe("a swarm page", () => {
  test("trains the default run with eight workers, all of which count in the first round", async () => {
    const { coordinator, visitors, dashboard, instructor, ready } = await openClassroomForTest({});
    const { url, room } = coordinator;
    const link = dashboard.page.getByRole("link", { name: "+ swarm" });
    expect(await link.getAttribute("href")).toBe(`/swarm/${room}?n=8`);
    const swarm = await visitors.open(`${url}/swarm/${room}?n=8&backend=wasm`);
    await ready(8);

    const clicked = performance.now();
    await dashboard.start.click();
    await instructor.until(() => instructor.rounds.length >= 1, "the first round closed");
    const seconds = ((performance.now() - clicked) / 1000).toFixed(1);
    console.log(`first round ${seconds} s after Start: eight workers in one page on WASM, the defaults`);

    const { invited, closedBy, arms } = instructor.rounds[0];
    expect(closedBy).toBe("all-in");
    expect(new Set(invited)).toEqual(new Set(instructor.workers.map(({ id }) => id)));
    expect(instructor.workers.map(({ backend }) => backend)).toEqual(Array(8).fill("wasm"));
    expect(arms.map(({ label, outcome, counted }) => [label, outcome, counted])).toEqual([
      ["mean", "stepped", 8],
      ["coordinateMedian", "stepped", 8],
    ]);
    expect(arms.every(({ evaluation }) => evaluation !== undefined)).toBe(true);

    // all eight are on one page, each with its own switch
    const [third, ...others] = [2, 0, 1, 3, 4, 5, 6, 7].map((place) =>
      swarm.getByTestId(`swarm-worker-${place}`).getByRole("switch"),
    );
    await third.click();
    await instructor.until(
      () => instructor.workers.filter(({ role }) => role?.kind === "malicious").length === 1,
      "one worker is malicious",
    );
    await expect.poll(() => third.getAttribute("aria-checked")).toBe("true");
    for (const other of others) expect(await other.getAttribute("aria-checked")).toBe("false");
    expect(visitors.complaints()).toEqual([]);
  });
});
