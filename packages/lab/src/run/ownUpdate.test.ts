import { type AttackKind, Role, RunConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { ATTACKS, attackVector } from "@honest-majority/robust";
import { expect, test } from "vitest";
import { mustTrain, ownLength, usesOwnUpdate } from "./ownUpdate";

const KINDS = Object.keys(ATTACKS) as AttackKind[];
const malicious = (kind: AttackKind) => Role.parse({ kind: "malicious", attack: kind });

const told = {
  mean: Float32Array.of(0.3, -1, 2),
  std: Float32Array.of(0.5, 0.25, 1),
  strength: 0.7,
  mimicked: Float32Array.of(1, 2, 3),
  m: 8,
  f: 3,
  honest: 5,
};

test.each(KINDS.filter((kind) => kind !== "silent"))("usesOwnUpdate is right for %s", (kind) => {
  const role = malicious(kind);
  if (role.kind !== "malicious") throw new Error("the role must be malicious");
  const [one, other] = [Float32Array.of(1, -2, 4), Float32Array.of(-3, 0.5, 8)].map((own) =>
    attackVector(role.attack, { own, knowledge: told, random: stream(1, "attack") }),
  );
  expect(one).toHaveLength(3);
  expect(usesOwnUpdate(kind)).toBe(one.join() !== other.join());
});

const runOf = (attackers: number, workers: number) =>
  RunConfig.parse({ workers, attackers, attack: "alie", f: 1 });

test("mustTrain is true for honest workers, and for all attackers when the honest workers are no majority", () => {
  expect(mustTrain(malicious("alie"), runOf(3, 8))).toBe(false);
  expect(mustTrain(malicious("alie"), runOf(4, 8))).toBe(true);
  expect(mustTrain(malicious("bitFlip"), runOf(3, 8))).toBe(true);
  expect(mustTrain({ kind: "honest" }, runOf(3, 8))).toBe(true);
});

test.each(KINDS)("ownLength gives an attacker without a gradient what %s needs of it", (kind) => {
  // the coordinator sends the vector of an attack that knows the honest updates; the others make one as long as their own
  expect(ownLength(malicious(kind), 7)).toBe(ATTACKS[kind].needs === undefined ? 7 : 0);
});
