import { RunConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { airMs, codecOn, networkRail } from "./networkRail";

const MLP = { dim: 50_890, workers: 60 };
const config = (input: object = {}) => RunConfig.parse(input);

describe("networkRail", () => {
  test("says what a round sends and how long that takes, at a rate that is assumed, set or measured", () => {
    // int8: 60 · 2 arms · 51,686 bytes, twice: 12.4 MB
    expect(networkRail(config(), MLP)).toEqual([
      "60 workers on the network: a round sends 12 MB in int8, about 5.0 s at 20 Mbit/s (assumed)",
    ]);
    expect(networkRail(config({ networkMbit: 1_000 }), MLP)[0]).toMatch(
      /49 MB in float32, about 0.4 s at 1000 Mbit\/s \(set\)$/,
    );
    expect(networkRail(config({ networkMbit: 1_000 }), { ...MLP, mbit: 31.25 }, "float16")[0]).toMatch(
      /24 MB in float16, about 6.3 s at 31 Mbit\/s \(measured\): take softmax, fewer rules or 8 local steps$/,
    );
  });

  test("says nothing when all workers are on the coordinator's machine", () => {
    expect(networkRail(config(), { dim: 50_890, workers: 0 })).toEqual([]);
  });
});

test("codecOn takes the setting as it is, and chooses for auto and without a setting", () => {
  const chosen = (input: object) => codecOn(config(input), MLP).codec;
  expect([chosen({ codec: "float32" }), chosen({ codec: "auto" }), chosen({})]).toEqual([
    "float32",
    "int8",
    "int8",
  ]);
  expect(codecOn(config(), { ...MLP, workers: 0 }).codec).toBe("float32");
});

test("airMs counts whole parameters down, at the stated rate: workers that answer late must not lengthen it", () => {
  const ms = (input: object, mbit?: number) => {
    const network = { ...MLP, mbit };
    return airMs(config(input), network, "float32");
  };
  // 60 workers · 2 arms · 4 · 50,890 bytes, both ways: 390.8 Mbit
  expect(ms({})).toBeCloseTo(19_542, 0);
  expect(ms({ networkMbit: 40 })).toBeCloseTo(19_542 / 2, 0);
  expect([ms({}, 5), ms({}, 500)].map(Math.round)).toEqual([19_542, 19_542]);
  // int8 up: 51,686 bytes for each vector
  expect(airMs(config(), MLP, "int8")).toBeCloseTo(19_542 * (0.5 + 51_686 / 203_560 / 2), 0);
  expect(airMs(config(), { ...MLP, workers: 0 }, "float32")).toBe(0);
});
