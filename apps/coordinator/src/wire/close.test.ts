import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openHouse } from "@honest-majority/testing/coordinator/house";
import { expect, onTestFinished, test } from "vitest";

test("once a coordinator is closed, its records folder is left alone, though tabs were connected", async () => {
  const records = await mkdtemp(join(tmpdir(), "house-"));
  onTestFinished(() => rm(records, { recursive: true, force: true }));
  const house = await openHouse({}, records);
  const workers = await Promise.all(["Ada", "Ben", "Cleo"].map((name) => house.worker({ join: { name } })));
  await house.coordinator.close();
  for (const worker of workers) worker.close();
  const writtenAt = async () => (await stat(join(records, house.room, "room.json"))).mtimeMs;
  const closedAt = await writtenAt();
  await new Promise((resolve) => setTimeout(resolve, 300)); // three times what a save waits for
  expect(await writtenAt()).toBe(closedAt);
});
