import { chooseNodeBackend } from "@honest-majority/backends";
import { createLearner, glyphs, initialParameters, subset } from "@honest-majority/learning";
import { attackPoison } from "@honest-majority/robust";
import { beforeAll, describe, expect, test } from "vitest";
import { idleLearner, sharedLearners } from "./sharedLearners";

const { train } = glyphs({ seed: 2, train: 60, test: 0 });
const shared = { model: "softmax", batchSize: 5, seed: 3 } as const;
const d = 7850;
const trainees = [0, 2, 5].map((workerIndex) => ({
  workerIndex,
  examples: subset(
    train,
    Uint32Array.from({ length: 10 }, (_, i) => 6 * i + workerIndex),
  ),
  poisonAt: () => (workerIndex === 2 ? attackPoison({ kind: "labelFlip" }) : undefined),
}));
const arms = [initialParameters("softmax", train, 10, 1), initialParameters("softmax", train, 10, 2)];

beforeAll(() => chooseNodeBackend());

describe("sharedLearners", () => {
  test.each([2 * d, 2 ** 25])(
    "each worker gets the gradients of a learner of its own, round by round (%i values per worker)",
    async (values) => {
      const together = sharedLearners({ ...shared, trainees, values });
      expect([...together.keys()]).toEqual([0, 2, 5]);
      for (const round of [0, 1, 2]) {
        const parameters = round === 1 ? arms.toReversed() : arms;
        for (const { workerIndex, examples, poisonAt } of trainees) {
          const poison = poisonAt();
          const alone = createLearner({ ...shared, examples, workerIndex });
          const answer = await together.get(workerIndex)?.gradients(parameters, round, poison);
          expect(answer).toEqual(await alone.gradients(parameters, round, poison));
        }
      }
    },
  );

  test("a worker whose own update is unused returns zeros for each arm, and no loss", async () => {
    const { own, poisoned } = await idleLearner(3).gradients(
      [Float32Array.of(1, 2, 3), new Float32Array(3)],
      0,
    );
    expect(own).toEqual([0, 1].map(() => ({ gradient: new Float32Array(3), loss: Number.NaN })));
    expect(poisoned).toBeUndefined();
  });
});
