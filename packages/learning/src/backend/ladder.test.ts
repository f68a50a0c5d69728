import { describe, expect, test } from "vitest";
import { climbLadder, type Rung } from "./ladder";

const starts = (name: string): Rung => ({ name, start: async () => {} });
const breaks = (name: string, error: Error): Rung => ({ name, start: () => Promise.reject(error) });
const passes = async () => ({ ok: true, largestError: 0 }) as const;

describe("climbLadder", () => {
  test("takes the first rung that starts, and does not start the others", async () => {
    const [gpu, cpu] = [starts("gpu"), breaks("cpu", new Error("never asked"))];
    expect(await climbLadder([gpu, cpu], passes)).toEqual({ rung: gpu, failures: [] });
  });

  test("passes over a rung that does not start, and one that fails its self-test", async () => {
    const error = new Error("no driver");
    const [gpu, gl, cpu] = [breaks("gpu", error), starts("gl"), starts("cpu")];
    let tests = 0;
    const failsFirst = async () =>
      ++tests === 1
        ? ({ ok: false, detail: "matMul is off" } as const)
        : ({ ok: true, largestError: 0 } as const);
    expect(await climbLadder([gpu, gl, cpu], failsFirst)).toEqual({
      rung: cpu,
      failures: [
        { rung: gpu, error },
        { rung: gl, detail: "matMul is off" },
      ],
    });
  });

  test("gives no rung when none can be used", async () => {
    const { rung, failures } = await climbLadder([breaks("gpu", new Error("a"))], passes);
    expect(rung).toBeUndefined();
    expect(failures).toHaveLength(1);
  });
});
