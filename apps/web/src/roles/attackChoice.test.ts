import { AttackConfig } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { ATTACK_KINDS, attackOf, choiceOf, describeAttack, describeRole } from "./attackChoice";

test("an empty strength is the attack's own default", () => {
  expect(attackOf({ kind: "bitFlip", strength: "" })).toEqual({
    ok: true,
    attack: { kind: "bitFlip", factor: 10 },
  });
  expect(attackOf({ kind: "alie", strength: " " })).toEqual({ ok: true, attack: { kind: "alie" } });
});

test("a strength is read with a point or a comma", () => {
  expect(attackOf({ kind: "alie", strength: "1,5" })).toEqual({ ok: true, attack: { kind: "alie", z: 1.5 } });
});

test("a strength that cannot be is refused with what must hold", () => {
  expect(attackOf({ kind: "foe", strength: "-1" }).ok).toBe(false);
  expect(attackOf({ kind: "foe", strength: "strong" }).ok).toBe(false);
});

test("every attack there is survives the way into a form and back", () => {
  for (const kind of ATTACK_KINDS) {
    const attack = AttackConfig.parse({ kind });
    expect(attackOf(choiceOf(attack))).toEqual({ ok: true, attack });
  }
  const strong = AttackConfig.parse({ kind: "gaussian", std: 7 });
  expect(choiceOf(strong)).toEqual({ kind: "gaussian", strength: "7" });
  expect(attackOf(choiceOf(strong))).toEqual({ ok: true, attack: strong });
});

test("an attack is named, its strength only where it is unusual", () => {
  expect(describeAttack({ kind: "bitFlip", factor: 10 })).toBe("Bit flip");
  expect(describeAttack({ kind: "bitFlip", factor: 3 })).toBe("Bit flip, factor 3.00");
  expect(describeRole({ kind: "honest" })).toBe("honest");
});
