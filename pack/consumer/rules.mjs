/** Compares the plain passes with the SIMD passes of the installed package, on vectors of odd sizes. */
import assert from "node:assert/strict";
import { stream } from "@honest-majority/random";
import * as robust from "@honest-majority/robust";
import { RULES } from "@honest-majority/robust/facts";
import { loadKernels } from "@honest-majority/robust/kernels";

const M = 11;
const f = 2;
const rules = {
  krum: robust.krum({ f }),
  coordinateMedian: robust.coordinateMedian(),
  trimmedMean: robust.trimmedMean({ f }),
  multiKrum: robust.multiKrum({ f }),
  bulyan: robust.bulyan({ f }),
  centeredClip: robust.centeredClip({ tau: 3 }),
};
assert.equal(RULES.krum, robust.krum); // both entries lead to one module
const simdPasses = robust.simdPasses(await loadKernels());

async function aggregate(passes, rule, rows) {
  const d = rows[0].length;
  const arrivals = await passes.open(M, d);
  for (const [i, row] of rows.entries()) await arrivals.land(i, row);
  const answer = await rule(arrivals.matrix([...rows.keys()]), arrivals.vector(new Float32Array(d)));
  return { aggregate: await arrivals.read(answer.aggregate), kept: answer.kept };
}

for (const d of [1, 17, 1001]) {
  const random = stream(d, "rows");
  const rows = Array.from({ length: M }, () => Float32Array.from({ length: d }, () => random.normal()));
  rows[4].fill(100);
  for (const [name, rule] of Object.entries(rules)) {
    const plain = await aggregate(robust.plainPasses, rule, rows);
    const simd = await aggregate(simdPasses, rule, rows);
    if (name === "krum") assert.deepEqual(simd, plain);
    for (let j = 0; j < d; j++) {
      const apart = Math.abs(simd.aggregate[j] - plain.aggregate[j]);
      assert.ok(apart <= 1e-6, `${name}, d = ${d}: ${simd.aggregate[j]} and ${plain.aggregate[j]}`);
    }
    assert.ok(
      plain.aggregate.every((value) => Math.abs(value) < 10),
      `${name}, d = ${d}: follows row 4`,
    );
  }
}
process.stdout.write(`${Object.keys(rules).join(", ")}\n`);
