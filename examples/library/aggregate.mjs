/**
 * Which rule survives which attack? Eleven honest workers and four malicious ones send updates. Each rule makes one
 * vector of all fifteen, and the table shows how far that is from the mean of the honest updates.
 */
import { stream } from "@honest-majority/random";
import { attackVector, buildAggregator, moments, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/kernels";

const HONEST = 11;
const MALICIOUS = 4;
const SIZE = 10_000; // numbers in an update
const RULES = ["mean", "coordinateMedian", "trimmedMean", "krum", "multiKrum", "geometricMedian", "phocas"];
const ATTACKS = ["bitFlip", "gaussian", "alie", "foe"];

const m = HONEST + MALICIOUS;
const random = stream(1, "example"); // the same seed gives the same numbers on every machine

// Honest updates agree on a direction, and each has noise of its own.
const update = () => Float32Array.from({ length: SIZE }, () => 1 + 0.5 * random.normal());
const honest = Array.from({ length: HONEST }, update);
const knowledge = { ...moments(honest), m, f: MALICIOUS, honest: HONEST }; // what the attackers may use

// The passes do the arithmetic on the updates, here in SIMD WebAssembly. `plainPasses` is the same in JavaScript.
const passes = simdPasses(await loadKernels());
const table = {};
for (const attack of ATTACKS) {
  const updates = await passes.open(m, SIZE);
  for (const [i, vector] of honest.entries()) await updates.land(i, vector);
  for (let i = HONEST; i < m; i++) {
    await updates.land(i, attackVector({ kind: attack }, { own: update(), knowledge, random }));
  }
  const matrix = updates.matrix(Array.from({ length: m }, (_, i) => i));
  for (const rule of RULES) {
    const aggregator = buildAggregator(rule, { m, f: MALICIOUS });
    const { aggregate } = await aggregator(matrix, updates.vector(new Float32Array(SIZE)));
    table[rule] ??= {};
    table[rule][attack] = Number(distance(await updates.read(aggregate), knowledge.mean).toFixed(3));
  }
  updates.dispose();
}
console.log(`Distance to the mean of the honest updates, whose length is about ${Math.sqrt(SIZE)}:`);
console.table(table);

function distance(a, b) {
  return Math.sqrt(a.reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0));
}
