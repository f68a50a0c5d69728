import { expect, test } from "vitest";
import { stream } from "./stream";

const draws = (random: { uniform(): number }, n: number) => Array.from({ length: n }, () => random.uniform());

test("stream gives the same draws for the same seed and keys", () => {
  expect(draws(stream(7, "batch", 3), 5)).toEqual(draws(stream(7, "batch", 3), 5));
});

test("stream gives other draws for a neighbouring seed, key or order of keys", () => {
  const firsts = [
    stream(7, "a", 1),
    stream(8, "a", 1),
    stream(7, "a", 2),
    stream(7, "b", 1),
    stream(7, 1, "a"),
    stream(7, "a1"),
  ].map((random) => random.uniform());
  expect(new Set(firsts).size).toBe(firsts.length);
});

test("stream gives neighbouring workers uncorrelated draws", () => {
  const n = 4000;
  const [a, b] = [draws(stream(1, "worker", 0), n), draws(stream(1, "worker", 1), n)];
  const correlation = a.reduce((sum, x, i) => sum + (x - 0.5) * (b[i] - 0.5), 0) / n / (1 / 12);
  // the deviation of a sample correlation of independent draws is 1/√4000 = 0.016
  expect(Math.abs(correlation)).toBeLessThan(0.064);
});

test("normal has mean 0 and deviation 1, gamma has its shape as mean and variance", () => {
  const random = stream(11);
  const n = 20_000;
  const moments = (xs: number[]) => {
    const mean = xs.reduce((s, x) => s + x, 0) / n;
    return { mean, variance: xs.reduce((s, x) => s + (x - mean) ** 2, 0) / n };
  };
  const normal = moments(Array.from({ length: n }, () => random.normal()));
  expect(Math.abs(normal.mean)).toBeLessThan(0.03); // four deviations: 4/√20000
  expect(Math.abs(normal.variance - 1)).toBeLessThan(0.04); // 4·√(2/20000)
  const gamma = moments(Array.from({ length: n }, () => random.gamma(0.5)));
  expect(Math.abs(gamma.mean - 0.5)).toBeLessThan(0.02);
  expect(Math.abs(gamma.variance - 0.5)).toBeLessThan(0.06);
});

test("shuffle keeps the values and puts each of them at every place", () => {
  const random = stream(3);
  const seen = new Set<string>();
  for (let i = 0; i < 200; i++) {
    const order = random.shuffle(Uint32Array.of(0, 1, 2));
    expect([...order].sort()).toEqual([0, 1, 2]);
    seen.add(order.join());
  }
  expect(seen.size).toBe(6);
});
