import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { geometricMedian } from "./geometricMedian";

const origin = new Float32Array(2);

/** The sum of all rows' unit pulls on z, and how many rows lie on z: those rows can balance a pull of that size. */
function balance(rows: readonly Float32Array[], z: Float32Array): { pull: number; here: number } {
  const pull = new Float64Array(z.length);
  let here = 0;
  for (const row of rows) {
    const distance = Math.hypot(...row.map((x, j) => x - z[j]));
    if (distance === 0) here++;
    else for (let j = 0; j < z.length; j++) pull[j] += (row[j] - z[j]) / distance;
  }
  return { pull: Math.hypot(...pull), here };
}

describe("geometricMedian", () => {
  test.each([2, 1e4, 2 ** 40])(
    "is the crossing of the diagonals for four corners, at any distance along them (%d)",
    async (t) => {
      // both diagonals pass (1, 1): (−1, 0) to (3, 2), and (0, 3) to (1 + t, 1 − 2t)
      const rows = [
        [-1, 0],
        [3, 2],
        [0, 3],
        [1 + t, 1 - 2 * t],
      ];
      const { aggregate } = await geometricMedian()(updateMatrix(rows), origin);
      expect(aggregate).toBeAllClose([1, 1], { atol: 1e-5 });
    },
  );

  test("a plain step weighs each row by 1 / max(distance, ν)", async () => {
    // from zero the rows are 5, 2 and 0.5 away, and ν = 1: weights 0.2, 0.5, 1, their sum 1.7
    const rows = [
      [3, 4],
      [0, 2],
      [0.3, -0.4],
    ];
    const gm = geometricMedian({ nu: 1, iterations: 1, start: "zero" });
    const { aggregate, kept } = await gm(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([0.9 / 1.7, 1.4 / 1.7]);
    expect(kept).toBeAllClose([0.2, 0.5, 1]);
  });

  test("returns the value of a majority of equal rows, bit for bit", async () => {
    const rows = [
      [2, 3],
      [1e10, -3e10],
      [2, 3],
      [-1e30, 1e30],
      [2, 3],
    ];
    const { aggregate, kept } = await geometricMedian()(updateMatrix(rows), origin);
    expect(aggregate).toEqual(Float32Array.of(2, 3));
    expect(kept).toBeAllClose([1, 0, 1, 0, 1]);
  });

  test.each(["mimic", "alie", "zeros", "far"])(
    "20 steps balance the pulls of 11 honest rows and 9 colluders (%s)",
    async (kind) => {
      const random = stream(3, kind);
      const d = 40;
      const honest = Array.from({ length: 11 }, () =>
        Float32Array.from({ length: d }, () => 0.3 + 0.2 * random.normal()),
      );
      const colluder = honest[0].map((x, j) => {
        if (kind === "alie") return 0.3 - 0.3 * (1 + (j % 3) / 10);
        if (kind === "far") return 1e10 * (1 - (j % 5));
        return kind === "zeros" ? 0 : x;
      });
      const rows = [...honest, ...Array.from({ length: 9 }, () => colluder)];
      const { aggregate } = await geometricMedian()(updateMatrix(rows), new Float32Array(d));
      const { pull, here } = balance(rows, aggregate);
      expect(pull).toBeLessThan(here + 1e-4);
    },
  );

  test("balances the pulls of random rows, even when it starts from a coordinate median that is a row", async () => {
    // each of the last five needs the line search along Newton's step, or the sum of distances to judge that step
    for (const seed of [...Array(200).keys(), 1314, 1364, 1597, 2342, 2632]) {
      const random = stream(seed, "balance");
      const [m, d] = [3 + random.int(8), 2 + random.int(2)]; // with two or three columns the coordinate median is often one of the rows
      const shift = random.int(5);
      const rows = Array.from({ length: m }, () =>
        Float32Array.from({ length: d }, () => shift + random.normal()),
      );
      const { aggregate } = await geometricMedian()(updateMatrix(rows), new Float32Array(d));
      const { pull, here } = balance(rows, aggregate);
      expect(pull, `seed ${seed}`).toBeLessThan(here + 1e-3);
    }
  });

  test.each([undefined, "coordinateMedian", "zero"] as const)(
    "handles updates of size 1e-30 like any others, from each start (%s)",
    async (start) => {
      const random = stream(4, "tiny");
      const rows = Array.from({ length: 7 }, () =>
        Float32Array.from({ length: 12 }, () => 1e-30 * random.normal()),
      );
      const { aggregate } = await geometricMedian({ start })(updateMatrix(rows), new Float32Array(12));
      expect(balance(rows, aggregate).pull).toBeLessThan(1e-4);
    },
  );

  test("is the midpoint of two rows, and does not depend on the order of tied rows", async () => {
    const [a, b] = [
      [1, 2],
      [4, 8],
    ];
    for (const rows of [
      [a, b],
      [b, a],
      [a, a, b, b],
      [b, a, b, a],
    ]) {
      const { aggregate } = await geometricMedian()(updateMatrix(rows), origin);
      expect(aggregate).toBeAllClose([2.5, 5]);
    }
  });

  test("a single step starts from the innermost row, or from the given start", async () => {
    const rows = [
      [0, 0],
      [2, 1],
      [1, 3],
      [5, 9],
    ];
    const once = async (start?: "coordinateMedian" | "zero") =>
      (await geometricMedian({ iterations: 1, start })(updateMatrix(rows), origin)).aggregate;
    // (2, 1) has two others at √5, the others have their second at √10 or farther; from a row the others weigh little
    expect(await once()).toBeAllClose([2, 1], { atol: 1e-4 });
    expect(await once("zero")).toBeAllClose([0, 0], { atol: 1e-4 });
    // (1.5, 2) is 2.5, √1.25 twice and √61.25 away: weights 0.4, 0.894427 twice, 0.127775, their sum 2.316629
    expect(await once("coordinateMedian")).toBeAllClose([3.322156 / 2.316629, 4.727684 / 2.316629], {
      atol: 1e-5,
    });
  });

  test("stops once a step no longer moves it, so a larger bound changes nothing", async () => {
    const gm = geometricMedian({ iterations: 1000 });
    const rows = [
      [-1, 0],
      [3, 2],
      [0, 3],
      [3, -3],
    ];
    const { aggregate } = await gm(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 1], { atol: 1e-6 });
    expect(await geometricMedian({ iterations: 40 })(updateMatrix(rows), origin)).toEqual(
      await gm(updateMatrix(rows), origin),
    );
  });

  test.each([1, 1e10])("needs only the distances of rows of size %d, not the rows", async (size) => {
    const random = stream(8, "looks", size);
    const d = 60;
    const updates = updateMatrix(
      Array.from({ length: 9 }, () => Float32Array.from({ length: d }, () => size * (1 + random.normal()))),
    );
    let looks = 0;
    const distancesTo: typeof updates.distancesTo = (v, norm) => {
      looks++;
      return updates.distancesTo(v, norm);
    };
    await geometricMedian()({ ...updates, distancesTo }, new Float32Array(d));
    expect(looks).toBe(0);
  });

  test("rejects options out of range and names the bound", () => {
    expect(() => geometricMedian({ nu: 0 })).toThrow("geometricMedian: nu must be > 0, got 0");
    expect(() => geometricMedian({ iterations: 0 })).toThrow(
      "geometricMedian: iterations must be an integer in 1 … 1000, got 0",
    );
  });

  test("survives a ν whose inverse overflows a double", async () => {
    const rows = [
      [1, 2],
      [3, 4],
      [5, 7],
    ];
    const { aggregate } = await geometricMedian({ nu: 1e-320 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([3, 4]);
  });

  test("balances the pulls in the plane with a minority at 1e30 in every direction", async () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = stream(seed, "far");
      const m = 5 + random.int(16);
      const f = 1 + random.int((m - 1) >> 1);
      const rows = Array.from({ length: m }, (_, i) =>
        Float32Array.from({ length: 2 }, () => random.normal() * (i < f ? 1e30 : 1)),
      );
      const { aggregate } = await geometricMedian()(updateMatrix(rows), origin);
      const { pull, here } = balance(rows, aggregate);
      expect(pull).toBeLessThan(here > 0 ? here : 1e-3);
    }
  });
});
