import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { centeredClip } from "./centeredClip";

const origin = new Float32Array(2);
const honest = [0.6, 0.8];

describe("centeredClip", () => {
  test("one attacker among m moves the result by τ/m, at any distance", async () => {
    const updates = updateMatrix([honest, honest, honest, [4e5, -3e5]]);
    const { aggregate, kept } = await centeredClip({ tau: 2 })(updates, origin);
    // the attacker counts as 2 · (0.8, −0.6), so the sum is (1.8 + 1.6, 2.4 − 1.2) over m = 4
    expect(aggregate).toBeAllClose([0.85, 0.3]);
    expect(kept).toBeAllClose([1, 1, 1, 4e-6]);
  });

  test("takes its steps from last round's aggregate, not from zero", async () => {
    const clip = centeredClip({ tau: 1, iterations: 3 });
    // from (10, 1) towards (16, 9), 10 away along (0.6, 0.8): three steps of length 1
    const { aggregate, kept } = await clip(updateMatrix([[16, 9]]), Float32Array.of(10, 1));
    expect(aggregate).toBeAllClose([11.8, 3.4]);
    expect(kept).toBeAllClose([1 / 8]); // the last step began 8 away
  });

  test("is the mean when the radius contains all rows; the default radius is 0.1", async () => {
    const updates = updateMatrix([honest, [1.2, -0.4]]);
    expect((await centeredClip({ tau: 9 })(updates, origin)).aggregate).toBeAllClose([0.9, 0.2]);
    expect((await centeredClip()(updateMatrix([honest]), origin)).aggregate).toBeAllClose([0.06, 0.08]);
  });

  test("keeps a row on the centre whole", async () => {
    const { aggregate, kept } = await centeredClip({ tau: 1 })(
      updateMatrix([honest]),
      Float32Array.from(honest),
    );
    expect(aggregate).toBeAllClose(honest);
    expect(kept).toBeAllClose([1]);
  });

  test("rejects options out of range and names the bound", () => {
    expect(() => centeredClip({ tau: 0 })).toThrow("centeredClip: tau must be > 0, got 0");
    expect(() => centeredClip({ iterations: 1.5 })).toThrow(
      "centeredClip: iterations must be an integer in 1 … 100, got 1.5",
    );
  });
});
