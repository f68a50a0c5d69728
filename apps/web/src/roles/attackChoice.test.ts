import { AttackConfig } from "@honest-majority/protocol";
import { attackRegistry } from "@honest-majority/robust/facts";
import { describe, expect, test } from "vitest";
import { attackGroups, attackOf, choiceOf, describeAttack, describeRole } from "./attackChoice";

describe("attackGroups", () => {
  test("holds every attack once, and an unknown one in a group of its own", () => {
    const kinds = (current: string) =>
      attackGroups(current).flatMap(({ attacks }) => attacks.map(({ kind }) => kind));
    expect(kinds("alie").sort()).toEqual(Object.keys(attackRegistry).sort());
    expect(attackGroups("newest").at(-1)).toMatchObject({ title: "Other", attacks: [{ kind: "newest" }] });
  });
});

describe("attackOf", () => {
  test("reads an empty field as the attack's default", () => {
    expect(attackOf({ kind: "bitFlip", options: { factor: "" } })).toEqual({
      ok: true,
      attack: { kind: "bitFlip", factor: 10 },
    });
    expect(attackOf({ kind: "alie", options: { z: " " } })).toEqual({ ok: true, attack: { kind: "alie" } });
  });

  test("reads a number with a decimal point or comma, and keeps a word", () => {
    expect(attackOf({ kind: "alie", options: { z: "1,5" } })).toEqual({
      ok: true,
      attack: { kind: "alie", z: 1.5 },
    });
    expect(attackOf({ kind: "nonFinite", options: { value: "-Infinity" } })).toEqual({
      ok: true,
      attack: { kind: "nonFinite", value: "-Infinity" },
    });
  });

  test("reports a value that is not allowed at its own field", () => {
    const problems = (options: Record<string, string>) => {
      const chosen = attackOf({ kind: "backdoor", options });
      return chosen.ok ? [] : Object.keys(chosen.problems);
    };
    expect(problems({ share: "0.2" })).toEqual([]);
    expect(problems({ share: "2", target: "ten" })).toEqual(["share", "target"]);
  });
});

describe("choiceOf", () => {
  test("converts every attack so that attackOf returns the same attack", () => {
    for (const kind of Object.keys(attackRegistry)) {
      const attack = AttackConfig.parse({ kind });
      expect(choiceOf(attack)).toEqual({ kind, options: {} });
      expect(attackOf(choiceOf(attack))).toEqual({ ok: true, attack });
    }
    for (const given of [
      { kind: "gaussian", std: 7 },
      { kind: "minMax", gamma: 0.5, perturbation: "sign" },
      { kind: "nonFinite", value: "Infinity" },
    ]) {
      const attack = AttackConfig.parse(given);
      expect(attackOf(choiceOf(attack))).toEqual({ ok: true, attack });
    }
    expect(choiceOf(AttackConfig.parse({ kind: "gaussian", std: 7 })).options).toEqual({ std: "7" });
  });
});

describe("describeAttack", () => {
  test("names the attack and the options that differ from their defaults", () => {
    expect(describeAttack({ kind: "bitFlip", factor: 10 })).toBe("Bit flip");
    expect(describeAttack({ kind: "bitFlip", factor: 3 })).toBe("Bit flip, factor 3.00");
    expect(describeAttack({ kind: "minSum", gamma: 2, perturbation: "unit" })).toBe(
      "Min-sum, gamma 2.00, perturbation unit",
    );
    expect(describeRole({ kind: "honest" })).toBe("honest");
  });
});
