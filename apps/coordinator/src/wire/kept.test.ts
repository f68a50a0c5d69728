import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunConfig } from "@honest-majority/protocol";
import { type House, openHouse, SMALL } from "@honest-majority/testing/coordinator/house";
import { expect, onTestFinished, test } from "vitest";
import { fileRunStore } from "../records/fileRunStore";

/** A house, and how the disk would look to its next coordinator were it killed at this moment. */
async function fragileHouse() {
  const folder = await mkdtemp(join(tmpdir(), "kept-"));
  const records = join(folder, "records");
  const house = await openHouse({ rounds: 9 }, records);
  onTestFinished(async () => {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });
  const killedNow = async () => {
    await cp(records, join(folder, "copy"), { recursive: true });
    const store = await fileRunStore(join(folder, "copy"));
    const { rooms } = await store.loadRooms();
    const [room] = rooms;
    await store.close();
    await rm(join(folder, "copy"), { recursive: true });
    return room;
  };
  return { house, killedNow };
}

/** A change of roles is saved with the next save; the save that is asked for right behind it must not wait as long. */
async function keepTheSaverBusy(worker: Awaited<ReturnType<House["worker"]>>) {
  for (const factor of [2, 3, 4]) {
    const role = { kind: "malicious", attack: { kind: "bitFlip", factor } } as const;
    await worker.socket.emitWithAck("worker:flip", { role });
  }
}

test("a reset or a configuration that was answered is on disk", async () => {
  const { house, killedNow } = await fragileHouse();
  const worker = await house.worker();
  const dashboard = await house.dashboard();
  await dashboard.emitWithAck("run:step");
  await expect.poll(() => house.heard.length).toBe(1);
  await keepTheSaverBusy(worker);
  await dashboard.emitWithAck("run:reset");
  expect(await killedNow()).toMatchObject({ phase: "lobby", config: { rounds: 9 } });
  await keepTheSaverBusy(worker);
  await dashboard.emitWithAck("run:configure", { ...SMALL, rounds: 77 });
  expect(await killedNow()).toMatchObject({
    phase: "lobby",
    config: RunConfig.parse({ ...SMALL, rounds: 77 }),
  });
});
