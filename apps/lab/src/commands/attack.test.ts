import { expect, test } from "vitest";
import { attack } from "./attack";
import { readFlags } from "./flags";
import { inChunks, npyFile } from "./input/npy.cases";

const run = async (line: string, input: object | Buffer) => {
  const bytes = Buffer.isBuffer(input) ? input : Buffer.from(JSON.stringify(input));
  return attack.run(readFlags(line.split(" "), attack.flags), inChunks(bytes));
};
// mean (2, 5), deviation with ddof 1: √(2/2) = 1 and √(8/2) = 2
const honest = [
  [1, 7],
  [2, 5],
  [3, 3],
];

test("ALIE lies z deviations below the honest mean, and says which z", async () => {
  expect(await run("--kind alie --f 2 --z 1.5", { honest })).toEqual({
    vector: Float32Array.of(0.5, 2),
    kind: "alie",
    strength: 1.5,
    m: 5,
    f: 2,
    warnings: [],
  });
  // m = 5, f = 2: s = ⌊3.5⌋ − 2 = 1, z = Φ⁻¹(2/3) = 0.4307
  expect((await run("--kind alie --f 2", { honest })).strength).toBeCloseTo(0.4307, 4);
});

test("z may be negative: the attackers stand on the mean's other side", async () => {
  expect((await run("--kind alie --f 2 --z -1", { honest })).vector).toEqual(Float32Array.of(3, 7));
});

test("an attacker that turns its own update round turns the row it is told", async () => {
  expect((await run("--kind bit-flip --own 2", { updates: honest })).vector).toEqual(
    Float32Array.of(-30, -30),
  );
  expect((await run("--kind bitFlip --factor 2", { honest })).vector).toEqual(Float32Array.of(-2, -14));
});

test("a .npy matrix is the same as its rows in JSON", async () => {
  const file = npyFile({ descr: "<f4", shape: [3, 2], values: honest.flat() });
  expect(await run("--kind foe --f 1", file)).toEqual(await run("--kind ipm --f 1", { honest }));
});

test("the same seed draws the same noise, another seed another", async () => {
  const drawn = async (seed: number) => (await run(`--kind gaussian --seed ${seed}`, { honest })).vector;
  expect(await drawn(5)).toEqual(await drawn(5));
  expect(await drawn(5)).not.toEqual(await drawn(6));
});

test.each([
  ["--f 1", "--kind must be given: bitFlip,"],
  ["--kind sneeze", "--kind must be one of bitFlip"],
  ["--kind alie --f 0", '--f must be an integer >= 1, got "0"'],
  ["--kind bitFlip --own 3", "--own must be a row, 0 … 2, got 3"],
  ["--kind bitFlip --z 1", "bitFlip must not be given z, its options are factor"],
  ["--kind foe --epsilon -1", "foe: epsilon: "],
])("%s is refused", async (line, message) => {
  await expect(run(line, { honest })).rejects.toThrow(message);
});
