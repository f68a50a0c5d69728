import "@honest-majority/testing";
import { AttackConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { expect, test } from "vitest";
import type { AttackInput } from "./attack";
import { ATTACKS, attackVector } from "./attacks";
import { flipLabel } from "./attacks/labelFlip";

// three honest updates (2,−1), (4,1), (3,−6): mean (3,−2), deviations (−1,1), (1,3), (0,−4), so std (1, √13)
const knowledge = {
  mean: Float32Array.of(3, -2),
  std: Float32Array.of(1, Math.sqrt(13)),
  m: 5,
  f: 2,
  honest: 3,
};
const input = (): AttackInput => ({
  own: Float32Array.of(0.5, -4),
  knowledge,
  random: stream(7, "attacker"),
});
const send = (attack: unknown, given: AttackInput = input()) =>
  attackVector(AttackConfig.parse(attack), given);

test("bit flip sends −10 times its own update, or as many times as told", () => {
  expect(send("bitFlip")).toBeAllClose([-5, 40]);
  expect(send({ kind: "bitFlip", factor: 3 })).toBeAllClose([-1.5, 12]);
});

test("gradient scale sends 1e10 times its own update, or as many times as told", () => {
  expect(send("gradientScale")).toBeAllClose([5e9, -4e10]);
  expect(send({ kind: "gradientScale", factor: 2 })).toBeAllClose([1, -8]);
});

test("model negation sends −1e10 times the honest sum, not the mean", () => {
  // the sum is 3 · (3, −2) = (9, −6)
  expect(send("modelNegation")).toBeAllClose([-9e10, 6e10]);
  expect(send({ kind: "modelNegation", factor: 0.5 })).toBeAllClose([-4.5, 3]);
});

test("label flip sends its own update as it is, in memory of its own: the lie is in the labels", () => {
  const given = input();
  const sent = send("labelFlip", given);
  expect(sent).toBeAllClose([0.5, -4]);
  expect(sent).not.toBe(given.own);
  expect([0, 3, 9].map((label) => flipLabel(label, 10))).toEqual([9, 6, 0]);
  expect(flipLabel(0, 3)).toBe(2);
});

test("a little is enough goes z deviations off the honest mean, with the paper's z unless set", () => {
  expect(send({ kind: "alie", z: 1.5 })).toBeAllClose([1.5, -2 - 1.5 * Math.sqrt(13)]);
  // m = 5, f = 2: s = ⌊3.5⌋ − 2 = 1, z = Φ⁻¹(2/3) = 0.430727299295
  expect(send("alie")).toBeAllClose([3 - 0.430727299295, -2 - 0.430727299295 * Math.sqrt(13)]);
});

test("a little is enough stays finite where its formula does not", () => {
  // m = 5, f = 4: s = −1, share 2 of 1 honest; the quantile half a worker inside is Φ⁻¹(½) = 0
  expect(send("alie", { ...input(), knowledge: { ...knowledge, f: 4 } })).toBeAllClose([3, -2]);
  // m = 2, f = 0: s = 2 of 2, share 0; half a worker inside is Φ⁻¹(¼) = −0.6744897501960817
  const few = send("alie", { ...input(), knowledge: { ...knowledge, m: 2, f: 0 } });
  expect(few).toBeAllClose([3.67448975, -2 + 0.67448975 * Math.sqrt(13)]);
  for (let m = 1; m <= 6; m++) {
    for (let f = 0; f <= m; f++) {
      const sent = send("alie", { ...input(), knowledge: { ...knowledge, m, f } });
      expect(sent.every(Number.isFinite), `m = ${m}, f = ${f}`).toBe(true);
    }
  }
});

test("fall of empires sends −ε times the honest mean", () => {
  expect(send("foe")).toBeAllClose([-0.3, 0.2]);
  expect(send({ kind: "foe", epsilon: 2 })).toBeAllClose([-6, 4]);
});

test("gaussian noise has the deviation asked for and repeats with its seed", () => {
  const n = 20_000;
  const given = () => ({ own: new Float32Array(n), random: stream(11, "attacker") });
  const noise = send("gaussian", given());
  const deviation = Math.sqrt(noise.reduce((sum, x) => sum + x * x, 0) / n);
  expect(deviation / 200).toBeCloseTo(1, 1); // its own deviation is 1/√40000 = 0.005
  expect(send("gaussian", given())).toEqual(noise);
  expect(send({ kind: "gaussian", std: 2 }, given())).toBeAllClose(noise.map((x) => x / 100));
});

test("what is sent stays within float32: an overflow would be refused at the door", () => {
  const sent = send("gradientScale", { ...input(), own: Float32Array.of(3e38, -3e38) });
  expect(sent).toBeAllClose([3.4028234663852886e38, -3.4028234663852886e38]);
});

test.each(["modelNegation", "alie", "foe"])("%s without knowledge says what is missing", (kind) => {
  expect(() => send(kind, { ...input(), knowledge: undefined })).toThrow(
    `${kind}: the honest updates' moments must be known, got none`,
  );
});

test("the facts agree with the configuration's defaults and with what each attack reads", () => {
  for (const [kind, facts] of Object.entries(ATTACKS)) {
    const config = AttackConfig.parse(kind) as Record<string, unknown>;
    if (facts.strength) expect(config[facts.strength.option], kind).toBe(facts.strength.default);
    else expect(Object.keys(config), kind).toEqual(["kind"]);
    const alone = () => send(kind, { ...input(), knowledge: undefined });
    if (facts.needsKnowledge) expect(alone, kind).toThrow(RangeError);
    else expect(alone, kind).not.toThrow();
  }
  expect(
    Object.entries(ATTACKS)
      .filter(([, facts]) => facts.poisonsLabels)
      .map(([kind]) => kind),
  ).toEqual(["labelFlip"]);
});
