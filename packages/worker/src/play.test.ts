import { AttackConfig, encodeVectors, type Role } from "@honest-majority/protocol";
import { ATTACKS, attackOf } from "@honest-majority/robust";
import { expect, test } from "vitest";
import { decodeArms, delayOf, play, poisonOf, type Work } from "./play";

const malicious = (attack: AttackConfig) => ({ kind: "malicious", attack }) as const;
const work: Work = {
  own: new Map([
    [0, Float32Array.of(1, 2)],
    [2, Float32Array.of(3, -4)],
  ]),
};
const at = { work, given: undefined, seed: 1, noiseSeed: 2, workerIndex: 3, round: 5 };
const sent = (decision: ReturnType<typeof play>) =>
  decision.kind !== "send"
    ? decision.kind
    : Object.fromEntries([...decision.vectors].map(([arm, v]) => [arm, [...v]]));

test("play returns an honest worker's own update for each arm", () => {
  expect(sent(play({ ...at, role: { kind: "honest" } }))).toEqual({ 0: [1, 2], 2: [3, -4] });
});

test("an honest worker clips its update, and the malicious are not bound by it", () => {
  const privacy = { clip: 1 };
  // ‖(1, 2)‖ = √5 and ‖(3, −4)‖ = 5
  const honest = play({ ...at, role: { kind: "honest" }, privacy });
  expect(sent(honest)).toEqual({
    0: [Math.fround(1 / Math.sqrt(5)), Math.fround(2 / Math.sqrt(5))],
    2: [Math.fround(0.6), Math.fround(-0.8)],
  });
  expect([...work.own.values()].map((v) => [...v])).toEqual([
    [1, 2],
    [3, -4],
  ]);
  const role = malicious({ kind: "bitFlip", factor: 10 });
  expect(sent(play({ ...at, role, privacy: { clip: 1, noise: 1 } }))).toEqual({
    0: [-10, -20],
    2: [-30, 40],
  });
});

test("the noise of an honest worker repeats to the bit, and differs by seed, worker, round and arm", () => {
  const noisy = (more: object = {}) => {
    const own = new Map([0, 2].map((arm) => [arm, new Float32Array(2)]));
    return sent(play({ ...at, work: { own }, role: { kind: "honest" }, privacy: { noise: 0.5 }, ...more }));
  };
  expect(noisy()).toEqual(noisy());
  expect(noisy({ seed: 99 })).toEqual(noisy()); // the attacks' seed
  const all = [noisy(), noisy({ noiseSeed: 9 }), noisy({ workerIndex: 4 }), noisy({ round: 6 })];
  const draws = all.flatMap((byArm) => Object.values(byArm).flat());
  expect(draws).not.toContain(0);
  expect(new Set(draws).size).toBe(4 * 2 * 2);
});

test("play returns the reversed update of each arm for a bit flip", () => {
  const role = malicious({ kind: "bitFlip", factor: 10 });
  expect(sent(play({ ...at, role }))).toEqual({ 0: [-10, -20], 2: [-30, 40] });
});

test("play waits for the vectors that the coordinator computes for the attack, then returns them", () => {
  const role = malicious({ kind: "foe", epsilon: 0.5 });
  expect(sent(play({ ...at, role }))).toBe("wait");
  const given = new Map([
    [0, Float32Array.of(7, 6)],
    [2, Float32Array.of(5, -4)],
  ]);
  expect(sent(play({ ...at, role, given }))).toEqual({ 0: [7, 6], 2: [5, -4] });
  // an honest worker sends its own update, even if vectors arrive
  expect(sent(play({ ...at, role: { kind: "honest" }, given }))).toEqual({ 0: [1, 2], 2: [3, -4] });
});

test("a poisoning worker sends the momentum of its poisoned batches, and poisons only as its attack says", () => {
  const poisons = ["labelFlip", "randomLabels", { kind: "backdoor", share: 0.25, size: 4, target: 7 }].map(
    (attack) => {
      const role = malicious(AttackConfig.parse(attack));
      const poisoned = new Map([[0, Float32Array.of(9, 9)]]);
      expect(sent(play({ ...at, role, work: { ...work, poisoned } }))).toEqual({ 0: [9, 9] });
      return poisonOf(role);
    },
  );
  // four 5×5 images with labels 0 to 3 of ten classes
  const batch = { pixels: new Float32Array(100), labels: Uint8Array.of(0, 1, 2, 3) };
  const context = {
    classes: 10,
    height: 5,
    width: 5,
    channels: 1,
    count: 4,
    chosen: Uint32Array.of(0, 1, 2, 3),
  };
  const [flipped, random, triggered] = poisons.map((poison) =>
    poison?.(batch, { ...context, seed: 1, workerIndex: 3 }),
  );
  expect(flipped).toEqual({ ...batch, labels: Uint8Array.of(9, 8, 7, 6) });
  expect(random?.pixels).toEqual(batch.pixels);
  // a quarter of the four pictures is one, with a square of 4×4
  expect(triggered?.labels).toEqual(Uint8Array.of(7, 1, 2, 3));
  expect(triggered?.pixels.filter((x) => x === 1)).toHaveLength(16);
  expect(poisonOf({ kind: "honest" })).toBeUndefined();
  expect(poisonOf(malicious({ kind: "bitFlip", factor: 10 }))).toBeUndefined();
});

test("exactly the attacks that poison a batch say so in their facts", () => {
  const kinds = Object.keys(ATTACKS) as AttackConfig["kind"][];
  const poisoning = kinds.filter((kind) => poisonOf(malicious(AttackConfig.parse(kind))) !== undefined);
  expect(poisoning).toEqual(kinds.filter((kind) => attackOf({ kind }).poison !== undefined));
});

test("play returns nothing to send for a silent worker", () => {
  expect(play({ ...at, role: malicious({ kind: "silent" }) })).toEqual({ kind: "silent" });
});

test("a late worker sends its own update, just after the deadline unless its options set a time", () => {
  const late = malicious({ kind: "late" });
  expect(play({ ...at, role: late })).toEqual({ kind: "late", vectors: work.own });
  const delay = (role: Role) => delayOf(role, 900);
  expect(delay(late)).toBe(900 + 250);
  expect(delay(malicious({ kind: "late", delayMs: 40 }))).toBe(40);
  expect([delay({ kind: "honest" }), delay(malicious({ kind: "silent" }))]).toEqual([undefined, undefined]);
});

test("noise is the same for one worker and round, and different for any other", () => {
  const role = malicious({ kind: "gaussian", std: 200 });
  const noise = (change: object) => JSON.stringify(sent(play({ ...at, role, ...change })));
  expect(noise({})).toBe(noise({}));
  const others = [noise({}), noise({ round: 6 }), noise({ workerIndex: 4 }), noise({ seed: 2 })];
  expect(new Set(others).size).toBe(4);
});

test("decodeArms splits vectors by arm, in the announced order", () => {
  const bytes = encodeVectors([Float32Array.of(1, 2), Float32Array.of(3, 4)]);
  const vectors = decodeArms({ arms: [3, 1], dim: 2, codec: "float32" }, bytes);
  expect([...vectors].map(([arm, v]) => [arm, ...v])).toEqual([
    [3, 1, 2],
    [1, 3, 4],
  ]);
});
