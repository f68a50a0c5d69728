/** A user's own rule and its use: compiled against the declarations of the installed packages. */
import { stream } from "@honest-majority/random";
import {
  type Aggregation,
  type Aggregator,
  buildPipeline,
  defineRule,
  krum,
  type Later,
  type Passes,
  plainPasses,
  simdPasses,
  type UpdateMatrix,
} from "@honest-majority/robust";
import { RULES, type RuleConfig } from "@honest-majority/robust/facts";
import { loadKernels } from "@honest-majority/robust/kernels";

const first = defineRule({
  rule: "first",
  name: "First",
  shortName: "First",
  group: "none",
  formula: "x₀",
  sentence: "Takes the first update.",
  cost: "O(d)",
  source: "this file",
  minWorkers: () => 1,
  options: { times: { kind: "number", above: 0, default: 1, label: "Factor" } },
  build:
    ({ times }) =>
    async (updates) => {
      const kept = Float64Array.from({ length: updates.m }, (_, i) => (i === 0 ? times : 0));
      return { aggregate: await updates.combine(kept), kept, warnings: [] };
    },
});

async function aggregateOn<Vector>(passes: Passes<Vector>, rule: Aggregator): Promise<Float32Array> {
  const arrivals = await passes.open(2, 3);
  for (const i of [0, 1]) await arrivals.land(i, Float32Array.of(i, 1, 2));
  const updates: UpdateMatrix<Vector> = arrivals.matrix([0, 1]);
  const distances: Later<Float64Array> = updates.squaredDistances();
  const { aggregate }: Aggregation<Vector> = await rule(updates, arrivals.vector(new Float32Array(3)));
  return (await distances).length === 4 ? arrivals.read(aggregate) : new Float32Array(0);
}

const config: RuleConfig = { rule: "multiKrum", k: 2, neighbours: "n-f-2" };
const random = stream(1, "rule");
export const results = [
  aggregateOn(plainPasses, first({ times: 2 })),
  aggregateOn(simdPasses(await loadKernels()), krum({ f: 0, neighbours: "n-f-1" })),
  aggregateOn(plainPasses, buildPipeline({ aggregator: config }, { m: 2, f: 0, random })),
];
export const names: string[] = Object.values(RULES).map(({ name }) => name);

// @ts-expect-error an option's type is part of the declarations
krum({ f: "one" });
// @ts-expect-error f has no default when a rule is called directly
krum({ neighbours: "n-f-2" });
