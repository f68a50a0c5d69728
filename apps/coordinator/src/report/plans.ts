import { BACKEND_NAMES } from "@honest-majority/backends";
import { isGpu } from "@honest-majority/backends/gpu";
import { type ModelName, parameterCount } from "@honest-majority/learning";
import { modelsFor, type Plan, type Workload } from "@honest-majority/report";

/** Stands among the backends for the SIMD kernels, which only aggregate. */
export const SIMD = "simd";

const RULES = ["coordinateMedian", "krum"];
const WORKERS = [8, 32];
const PICTURES = { height: 28, width: 28, channels: 1 };

/** Every backend of Node with these models; aggregation where it may be fast. */
export function nodePlans(models: readonly ModelName[]): Plan[] {
  const aggregations = workloads(models);
  const backends = BACKEND_NAMES.map((name) => ({
    name,
    models: modelsFor(name, models),
    aggregations: isGpu({ name }) ? aggregations : [],
  }));
  return [...backends, { name: SIMD, models: [], aggregations }];
}

/** Rules of one size follow each other. */
function workloads(models: readonly ModelName[]): Workload[] {
  const sizes = models.map((model) => parameterCount(model, PICTURES, 10));
  return sizes.flatMap((d) => WORKERS.flatMap((m) => RULES.map((rule) => ({ rule, m, d }))));
}
