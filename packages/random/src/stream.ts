import { randomGamma, randomNormal } from "d3-random";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** A seeded stream of draws. Only drawing from it advances it. */
export interface Random {
  /** In [0, 1). */
  uniform(): number;
  /** N(0, 1). */
  normal(): number;
  /** Gamma(shape, 1); `shape` > 0. */
  gamma(shape: number): number;
  /** An integer in [0, n). */
  int(n: number): number;
  /** Fisher–Yates, in place; returns its argument. */
  shuffle<List extends { readonly length: number; [index: number]: unknown }>(list: List): List;
}

/**
 * The stream of a seed and a path of keys, such as `stream(seed, "batch", worker, epoch)`. The same path gives the same
 * draws and another path independent ones; drawing from one stream does not change another.
 */
export function stream(seed: number, ...keys: readonly (string | number)[]): Random {
  const generator = xoroshiro128plusFromState(hash128(JSON.stringify([seed, ...keys])));
  const uniform = () => uniformFloat64(generator);
  const normal = randomNormal.source(uniform)();
  const gamma = randomGamma.source(uniform);
  return {
    uniform,
    normal,
    gamma: (shape) => gamma(shape)(),
    int: (n) => uniformInt(generator, 0, n - 1),
    shuffle(list) {
      for (let i = list.length - 1; i > 0; i--) {
        const j = uniformInt(generator, 0, i);
        const held = list[i];
        (list as { [index: number]: unknown })[i] = list[j];
        (list as { [index: number]: unknown })[j] = held;
      }
      return list;
    },
  };
}

/** Four words of state from a text: four FNV-1a lanes with murmur3's finalizer. Never all zero, which would repeat for ever. */
function hash128(text: string): [number, number, number, number] {
  const words = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35].map((lane) => {
    let h = lane;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) | 0;
  });
  return [words[0], words[1], words[2], words[3] | 1];
}
