import { describe, expect, test } from "vitest";
import { openClassroomForTest } from "../src/pages/classroom";

describe("the WASM backend", () => {
  test("fetches the project's kernels, passes its self-test with them and trains convolutions", async () => {
    const { coordinator, visitors, dashboard, instructor, ready } = await openClassroomForTest({
      model: "lenet5",
      workers: 2,
      batchSize: 8,
      rounds: 3,
      f: 0,
    });
    const answers: [path: string, status: number][] = [];
    dashboard.page.context().on("response", (answer) => {
      answers.push([new URL(answer.url()).pathname, answer.status()]);
    });
    await visitors.open(`${coordinator.url}/swarm/${coordinator.room}?n=2&backend=wasm`);
    await ready(2);
    expect(instructor.workers.map(({ backend }) => backend)).toEqual(["wasm", "wasm"]);
    expect(
      answers.filter(([path]) => /\/kernels-.*\.wasm$/.test(path)).map(([, status]) => status),
    ).toContain(200);

    await dashboard.start.click();
    await instructor.until(() => instructor.rounds.length === 3, "three rounds closed");
    for (const { arms } of instructor.rounds) {
      expect(arms.map(({ outcome, counted }) => [outcome, counted])).toEqual([
        ["stepped", 2],
        ["stepped", 2],
      ]);
    }
    expect(visitors.complaints()).toEqual([]);
  });
});
