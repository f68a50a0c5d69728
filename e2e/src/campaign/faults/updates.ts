/** Updates that are late, doubled, out of order or for something else. Each holds values that a step would show. */
import type { Sending } from "../../coordinator/foreignWorker";
import { type CampaignWorker, type Mischief, poisoned } from "../worker";
import type { Fault, Scene } from "./fault";
import { pause } from "./fault";

/** One worker sends so in the next round. */
function once(sentence: string, mischief: (scene: Scene) => Mischief): Fault {
  return {
    sentence,
    weight: 6,
    inject: async (scene) => {
      const { inside } = scene.crew;
      await inside[scene.random.int(inside.length)].misbehave(mischief(scene));
    },
  };
}

const foreign = (change: (header: Sending["header"]) => Partial<Sending["header"]>): Mischief => {
  return (honest) => [poisoned(honest, change(honest.header)), honest];
};

/** Resolves when the worker was told that the round has closed. */
async function closing(worker: CampaignWorker, round: number, scene: Scene): Promise<void> {
  await scene.until(() => worker.lastClosed >= round, `round ${round} closes without ${worker.name}`);
}

export const UPDATE_FAULTS = {
  duplicate: once("the same update twice, the second with other values", () => (honest) => [
    honest,
    poisoned(honest),
  ]),
  repeated: once("the same update three times", () => (honest) => [honest, honest, honest]),
  earlierRound: once("an update for the round before", () =>
    foreign(({ round }) => ({ round: Math.max(0, round - 1) })),
  ),
  laterRound: once("an update for a round to come", ({ random }) =>
    foreign(({ round }) => ({ round: round + 1 + random.int(9) })),
  ),
  foreignArm: once("an update for an arm that does not exist", () => foreign(() => ({ arm: 2 }))),
  foreignRun: once("an update for another run", () => foreign(() => ({ run: "20200101T000000Z-other" }))),
  foreignDimension: once("an update of another model", () => foreign(({ dim }) => ({ dim: dim - 1 }))),
  shortBytes: once("an update that was cut short", () => (honest) => [
    { header: honest.header, bytes: (poisoned(honest).bytes as Uint8Array).subarray(8) },
    honest,
  ]),
  notFinite: once("an update of NaN", () => ({ header, bytes }) => [
    { header, bytes: new Uint8Array(bytes.byteLength).fill(0xff) },
  ]),
  reordered: once("the updates of the arms in the other order, apart in time", ({ random }) => {
    const held: Sending[] = [];
    return async (honest) => {
      if (held.length === 0 && honest.header.arm === 0) {
        held.push(honest);
        return [];
      }
      await pause(random.int(60));
      return [honest, ...held];
    };
  }),
  late: {
    ...once("an update that comes after its round has closed", (scene) => async (honest, worker) => {
      await closing(worker, honest.header.round, scene);
      return [poisoned(honest)];
    }),
    weight: 1, // takes a deadline
  },
} satisfies Record<string, Fault>;
