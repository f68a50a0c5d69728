import { describe, expect, test } from "vitest";
import { chooseCodec, roundBytes, roundSeconds } from "./autoCodec";

const traffic = (workers: number, dim: number, arms = 2, mbit = 20) => ({ workers, dim, arms, mbit });
const MLP = 50_890;
const SOFTMAX = 7_850;

describe("roundSeconds", () => {
  test("counts each arm's vector down and up for each worker, through one network", () => {
    // 60 workers · 2 arms · 50,890 values · 4 bytes, twice: 48.9 MB, at 20 Mbit/s 19.5 s
    expect(roundBytes("float32", traffic(60, MLP))).toBe(60 * 2 * MLP * 4 * 2);
    expect(roundSeconds("float32", traffic(60, MLP))).toBeCloseTo(19.5, 1);
    // int8 takes a byte a value and 4 for each of the 199 blocks
    expect(roundSeconds("int8", traffic(60, MLP))).toBeCloseTo((19.54 / 4) * (1 + 796 / MLP), 2);
  });
});

describe("chooseCodec", () => {
  const chosen = (...args: Parameters<typeof traffic>) => chooseCodec(traffic(...args), ["mean"]).codec;
  test("takes the most exact codec with which a round takes at most two seconds, else int8", () => {
    expect(chosen(60, SOFTMAX, 1)).toBe("float32"); // 1.5 s
    expect(chosen(60, SOFTMAX, 2)).toBe("float16"); // 3.0 s and 1.5 s
    expect(chosen(60, SOFTMAX, 3)).toBe("int8"); // 4.5 s and 2.3 s
    expect(chosen(60, MLP)).toBe("int8"); // 4.9 s even so
    expect(chosen(60, MLP, 2, 1_000)).toBe("float32");
  });

  test("takes float32 when nobody is on the network", () => {
    expect(chosen(0, 11_000_000, 8)).toBe("float32");
  });

  test("leaves out a codec that costs one of the rules accuracy, and says so", () => {
    const loss = { rule: "krum", codec: "int8", loses: "0.1 of its accuracy" };
    expect(chooseCodec(traffic(60, MLP), ["mean", "krum"], [loss])).toEqual({
      codec: "float16",
      leftOut: [loss],
    });
    expect(chooseCodec(traffic(60, MLP), ["mean"], [loss])).toEqual({ codec: "int8", leftOut: [] });
    const half = { ...loss, codec: "float16" };
    expect(chooseCodec(traffic(60, SOFTMAX), ["krum"], [half])).toEqual({ codec: "int8", leftOut: [half] });
    expect(chooseCodec(traffic(3, SOFTMAX), ["krum"], [half, loss]).leftOut).toEqual([]);
  });
});
