import type { Role } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { Told } from "./told";

const HONEST: Role = { kind: "honest" };
const ZERO: Role = { kind: "malicious", attack: { kind: "zero" } };

describe("Told", () => {
  test("a role is news once, also the honest one, and again when it has changed", () => {
    const told = new Told();
    const heard = [HONEST, HONEST, ZERO, ZERO, HONEST].map((role) => told.isNewRole("ada", role));
    expect(heard).toEqual([true, false, true, false, true]);
    expect(told.isNewRole("ben", HONEST)).toBe(true);
  });

  test("a worker that is not ready any more is told again, the others are not", () => {
    const told = new Told();
    for (const worker of ["ada", "ben"]) told.isNewRole(worker, ZERO);
    told.forgetAllBut(["ben", "eve"]);
    expect(["ada", "ben"].map((worker) => told.isNewRole(worker, ZERO))).toEqual([true, false]);
    told.forget("ben");
    expect(told.isNewRole("ben", ZERO)).toBe(true);
  });

  test("a worker holds the parameters of the latest round alone, until it is forgotten", () => {
    const told = new Told();
    for (const worker of ["ada", "ben"]) told.isNewRole(worker, HONEST);
    for (const round of [3, 4]) told.nowHold(["ada", "ben"], round);
    // round 4 opens again, if it could not be recorded: the steps from round 3 are not for these
    expect([3, 4, 5].map((round) => told.holds("ada", round))).toEqual([false, true, false]);
    told.forget("ada");
    told.forgetAllBut(["ada"]);
    expect(["ada", "ben"].map((worker) => told.holds(worker, 4))).toEqual([false, false]);
  });
});
