import { RunConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { classView, isPublic, OPEN_CLASS, switched } from "./classSwitches";

const viewOf = (config: object, revealed = false) =>
  classView({ ...OPEN_CLASS, revealed }, RunConfig.parse(config));

describe("classSwitches", () => {
  test("switched changes the fields that the request names, and no other", () => {
    const locked = switched(OPEN_CLASS, { locked: true });
    expect(locked).toEqual({ locked: true, pace: "fast", revealed: false });
    expect(switched(locked, { pace: "slow", revealed: undefined })).toEqual({ ...locked, pace: "slow" });
    expect(switched(locked, { locked: false })).toEqual(OPEN_CLASS);
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
