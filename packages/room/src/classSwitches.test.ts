import { RunConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { afterSettings, classView, isPublic, OPEN_CLASS, switched } from "./classSwitches";

const viewOf = (config: object, revealed = false) =>
  classView({ ...OPEN_CLASS, revealed }, RunConfig.parse(config));

describe("classSwitches", () => {
  test("switched changes the fields that the request names, and no other", () => {
    const locked = switched(OPEN_CLASS, { locked: true });
    expect(locked).toEqual({ locked: true, pace: "fast", revealed: false });
    expect(switched(locked, { pace: "slow", revealed: undefined })).toEqual({ ...locked, pace: "slow" });
    expect(switched(locked, { locked: false })).toEqual(OPEN_CLASS);
  });

  test("a lesson's sentence stays until another one comes, and an empty one ends it", () => {
    const said = switched(OPEN_CLASS, { says: "Flip one worker." });
    expect(switched(said, { locked: true }).says).toBe("Flip one worker.");
    expect(switched(said, { says: "Reveal." }).says).toBe("Reveal.");
    expect(switched(said, { says: "" })).toStrictEqual(OPEN_CLASS);
  });

  test("a run that becomes secret is not revealed; other changes of settings leave the switches", () => {
    const [open, secret] = [false, true].map((value) => RunConfig.parse({ secret: value }));
    const shown = { ...OPEN_CLASS, revealed: true };
    expect(afterSettings(shown, open, secret).revealed).toBe(false);
    expect(afterSettings(shown, secret, secret)).toBe(shown);
    expect(afterSettings(shown, secret, open)).toBe(shown);
  });

  test("classView shows the run's preset attack and its secrecy", () => {
    expect(viewOf({ attack: "signFlip", secret: true })).toEqual({
      locked: false,
      pace: "fast",
      revealed: false,
      secret: true,
      attack: { kind: "signFlip", factor: 1 },
    });
    expect(viewOf({}).attack).toBeUndefined();
  });

  test("only a secret run that is not revealed is not public", () => {
    expect([viewOf({}), viewOf({ secret: true }), viewOf({ secret: true }, true)].map(isPublic)).toEqual([
      true,
      false,
      true,
    ]);
  });
});
