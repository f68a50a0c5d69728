import { describe, expect, test } from "vitest";
import { runOf } from "../seen.cases";
import { Check, outcomeOf, sentenceOf } from "./predicates";

const outcome = (check: object, recovered?: number) =>
  outcomeOf(Check.parse({ name: "recovered", ...check }), [{ ...runOf([0.5]), recovered }]);

describe("recovered", () => {
  test("compares the share that was measured, and is open where none was", () => {
    expect(outcome({ above: 0.8 }, 0.94)).toBe("holds");
    expect(outcome({ above: 0.8 }, 0.8)).toBe("fails");
    expect(outcome({ below: 0.01 }, 0)).toBe("holds");
    expect(outcome({ below: 0.01 }, 0.125)).toBe("fails");
    expect(outcome({ above: 0.8 })).toBe("open");
  });

  test("reads the run that it names", () => {
    expect(outcome({ above: 0.8, run: 1 }, 0.94)).toBe("open");
    const check = Check.parse({ name: "recovered", run: 1, below: 0.01 });
    expect(sentenceOf(check, ["as it is", "with noise"])).toBe(
      "The share of pictures computed back from the first updates (with noise) is under 1 %",
    );
  });
});
