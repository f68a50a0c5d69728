/** The coordinator is killed, stopped, or cannot write; its files are damaged while it is away. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DAMAGES, type Damage, damage } from "../damage";
import type { Fault } from "./fault";
import { restart } from "./restart";

/** The files of the latest run are damaged while no process runs. */
function damaged(kind: Damage): Fault {
  return {
    sentence: DAMAGES[kind],
    weight: 0.4,
    async inject(scene) {
      const { coordinator, ledger, instructor, random, until } = scene;
      await until(() => ledger.last >= 8, "eight rounds");
      const room = join(coordinator.records, coordinator.room);
      const former = ledger.run as string;
      let next: number | undefined;
      await restart(scene, "SIGKILL", async () => {
        const effect = await damage(kind, join(room, former), random);
        next = effect.next;
        if (effect.destroyed !== undefined) ledger.destroyed(former, effect.destroyed);
        if (next !== undefined) ledger.rolledBack(former, next);
      });
      if (next !== undefined) return;
      await until(() => ledger.run !== former && instructor.state.phase === "lobby", "the run is given up");
      if (!(await readdir(room)).includes(former)) throw new Error(`the records of ${former} are gone`);
      await instructor.socket.emitWithAck("run:start");
    },
  };
}

export const PROCESS_FAULTS = {
  coordinatorKilled: {
    sentence: "the coordinator is killed (SIGKILL) at any moment of a round, and started again",
    weight: 1,
    inject: (scene) => restart(scene, "SIGKILL"),
  },
  coordinatorStopped: {
    sentence: "the coordinator is stopped (SIGTERM) at any moment of a round, and started again",
    weight: 1,
    inject: (scene) => restart(scene, "SIGTERM"),
  },
  diskFull: {
    sentence: "the disk is full until the run pauses; then it has space, and the instructor presses Start",
    weight: 1,
    missing: ({ fill, way }) => (fill === undefined ? way : undefined),
    async inject({ coordinator, disk, instructor, until }) {
      if (disk.fill === undefined || coordinator.pid === undefined) return;
      const free = disk.fill(coordinator.pid);
      await until(() => instructor.state.phase === "paused", "the run is paused").finally(free);
      await instructor.socket.emitWithAck("run:start");
    },
  },
  ...(Object.fromEntries(Object.keys(DAMAGES).map((kind) => [kind, damaged(kind as Damage)])) as Record<
    Damage,
    Fault
  >),
} satisfies Record<string, Fault>;
