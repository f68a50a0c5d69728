import { attackConfig } from "./attackVector";
import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moments } from "../numerics/moments";
import { ATTACKS, type AttackName } from "./attacks";
import { flipLabel } from "./attacks/labelFlip";
import { attackOf, attackVector, type GivenAttack } from "./attackVector";
import type { AttackInput } from "./defineAttack";

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
const send = (attack: string | GivenAttack, given: AttackInput = input()) =>
  attackVector(attackConfig(attack), given);

describe("attackVector", () => {
  test("bitFlip sends its own update times −10, or times −factor", () => {
    expect(send("bitFlip")).toBeAllClose([-5, 40]);
    expect(send({ kind: "bitFlip", factor: 3 })).toBeAllClose([-1.5, 12]);
  });

  test("gradientScale sends its own update times 1e10, or times factor", () => {
    expect(send("gradientScale")).toBeAllClose([5e9, -4e10]);
    expect(send({ kind: "gradientScale", factor: 2 })).toBeAllClose([1, -8]);
  });

  test("modelNegation sends −1e10 times the honest sum, not the mean", () => {
    // the sum is 3 · (3, −2) = (9, −6)
    expect(send("modelNegation")).toBeAllClose([-9e10, 6e10]);
    expect(send({ kind: "modelNegation", factor: 0.5 })).toBeAllClose([-4.5, 3]);
  });

  test("labelFlip sends a copy of its own update, because the attack changes only the labels", () => {
    const given = input();
    const sent = send("labelFlip", given);
    expect(sent).toBeAllClose([0.5, -4]);
    expect(sent).not.toBe(given.own);
    expect([0, 3, 9].map((label) => flipLabel(label, 10))).toEqual([9, 6, 0]);
    expect(flipLabel(0, 3)).toBe(2);
  });

  test("alie sends mean − z·std, with the paper's z by default", () => {
    expect(send({ kind: "alie", z: 1.5 })).toBeAllClose([1.5, -2 - 1.5 * Math.sqrt(13)]);
    // m = 5, f = 2: s = ⌊3.5⌋ − 2 = 1, z = Φ⁻¹(2/3) = 0.430727299295
    expect(send("alie")).toBeAllClose([3 - 0.430727299295, -2 - 0.430727299295 * Math.sqrt(13)]);
  });

  test("alie stays finite when its formula does not", () => {
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

  test("foe sends −ε times the honest mean", () => {
    expect(send("foe")).toBeAllClose([-0.3, 0.2]);
    expect(send({ kind: "foe", epsilon: 2 })).toBeAllClose([-6, 4]);
  });

  test("gaussian has the given deviation and repeats for the same seed", () => {
    const n = 20_000;
    const given = () => ({ own: new Float32Array(n), random: stream(11, "attacker") });
    const noise = send("gaussian", given());
    const deviation = Math.sqrt(noise.reduce((sum, x) => sum + x * x, 0) / n);
    expect(deviation / 200).toBeCloseTo(1, 1); // its own deviation is 1/√40000 = 0.005
    expect(send("gaussian", given())).toEqual(noise);
    expect(send({ kind: "gaussian", std: 2 }, given())).toBeAllClose(noise.map((x) => x / 100));
  });

  test("all vectors stay within float32's range, because the coordinator refuses an overflow", () => {
    const sent = send("gradientScale", { ...input(), own: Float32Array.of(3e38, -3e38) });
    expect(sent).toBeAllClose([3.4028234663852886e38, -3.4028234663852886e38]);
  });

  test("signFlip sends its own update times −factor", () => {
    expect(send("signFlip")).toBeAllClose([-0.5, 4]);
    expect(send({ kind: "signFlip", factor: 3 })).toBeAllClose([-1.5, 12]);
  });

  test("zero sends as many zeros as the update has values", () => {
    expect(send("zero")).toEqual(Float32Array.of(0, 0));
  });

  test("minMax and minSum send mean + γp, and prefer a given γ to the computed one", () => {
    const given = { ...input(), knowledge: { ...knowledge, strength: 2 } };
    // std: p = −(1, √13)
    expect(send("minMax", given)).toBeAllClose([3 - 2, -2 - 2 * Math.sqrt(13)]);
    expect(send({ kind: "minSum", gamma: 0.5 }, given)).toBeAllClose([3 - 0.5, -2 - 0.5 * Math.sqrt(13)]);
    // unit: p = −(3, −2)/√13; sign: p = (−1, 1)
    const unit = send({ kind: "minSum", perturbation: "unit" }, given);
    expect(unit).toBeAllClose([3 - 6 / Math.sqrt(13), -2 + 4 / Math.sqrt(13)]);
    expect(send({ kind: "minMax", perturbation: "sign" }, given)).toBeAllClose([1, 0]);
  });

  test("the optimized attacks send the same vectors as alie and foe, with the given or the computed strength", () => {
    const given = { ...input(), knowledge: { ...knowledge, strength: 2 } };
    expect(send("optimizedAlie", given)).toEqual(send({ kind: "alie", z: 2 }));
    expect(send({ kind: "optimizedAlie", z: -1 }, given)).toEqual(send({ kind: "alie", z: -1 }));
    expect(send("optimizedFoe", given)).toEqual(send({ kind: "foe", epsilon: 2 }));
    expect(send({ kind: "optimizedFoe", epsilon: -3 }, given)).toBeAllClose([9, -6]);
  });

  test.each(["minMax", "minSum", "optimizedAlie", "optimizedFoe"])("%s throws without a strength", (kind) => {
    expect(() => send(kind)).toThrow(
      `${kind}: a strength must be set or computed (see attackStrength), got none`,
    );
  });

  test("mimic sends a copy of the known honest update", () => {
    const mimicked = Float32Array.of(2, -1);
    const sent = send("mimic", { ...input(), knowledge: { ...knowledge, mimicked } });
    expect(sent).toEqual(mimicked);
    expect(sent).not.toBe(mimicked);
    expect(() => send("mimic")).toThrow("mimic: an honest update must be known, got none");
  });

  test("nonFinite fills every coordinate with the chosen value", () => {
    expect(send("nonFinite")).toEqual(Float32Array.of(Number.NaN, Number.NaN));
    expect(send({ kind: "nonFinite", value: "-Infinity" })).toEqual(Float32Array.of(-Infinity, -Infinity));
    expect(send({ kind: "nonFinite", value: "Infinity" })).toEqual(Float32Array.of(Infinity, Infinity));
  });

  test("poisoning and late attacks send a copy of their own update; silent throws", () => {
    for (const kind of ["randomLabels", "backdoor", "late"]) {
      const given = input();
      const sent = send(kind, given);
      expect(sent, kind).toEqual(given.own);
      expect(sent, kind).not.toBe(given.own);
    }
    expect(() => send("silent")).toThrow("silent: this attack sends nothing, so it has no vector");
  });

  const KINDS = Object.keys(ATTACKS) as AttackName[];

  test.each(KINDS.filter((kind) => ATTACKS[kind].needs))(
    "%s throws without knowledge and names what is missing",
    (kind) => {
      expect(() => send(kind, { ...input(), knowledge: undefined })).toThrow(
        `${kind}: the honest updates' moments must be known, got none`,
      );
    },
  );

  test("every attack but nonFinite sends finite values, whatever the honest updates", () => {
    const value = fc.float({ noNaN: true, noDefaultInfinity: true });
    const three = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
    const kinds = KINDS.filter((kind) => kind !== "nonFinite" && kind !== "silent");
    fc.assert(
      fc.property(three, fc.constantFrom(...kinds), fc.integer({ min: 0, max: 5 }), (values, kind, f) => {
        const honest = values.map((row) => Float32Array.from(row));
        const handed = {
          ...moments(honest),
          m: honest.length + f,
          f,
          honest: honest.length,
          strength: 1e30,
          mimicked: honest[0],
        };
        const sent = send(kind, { ...input(), own: honest[0], knowledge: handed });
        expect(sent).toHaveLength(3);
        expect(sent.every(Number.isFinite), `${kind} sent ${sent}`).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("every attack has a sentence, and sends without knowledge if it needs none", () => {
    for (const kind of KINDS) {
      const { needs, arrives, sentence } = attackOf({ kind });
      expect(sentence, kind).toMatch(/\.$/);
      if (!needs && arrives !== "never") {
        expect(() => send(kind, { ...input(), knowledge: undefined }), kind).not.toThrow();
      }
    }
  });
});
