import { UserError } from "@honest-majority/protocol";
import { type Arrivals, type Passes, plainPasses, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/kernels";

export const PASSES = ["simd", "plain"] as const;
export type PassesName = (typeof PASSES)[number];

/** A WebAssembly memory holds at most 4 GiB, and a rule may need a copy of the matrix. */
const MOST_SIMD_BYTES = 2 ** 30;

/**
 * The passes with this name. Without a name: the SIMD passes if they are built and the m × d matrix fits into their memory.
 *
 * @throws UserError for `simd` when its kernels are not built.
 */
export async function choosePasses(
  name: PassesName | undefined,
  m: number,
  d: number,
): Promise<Passes<unknown>> {
  if (name === "plain" || (name === undefined && m * d * 4 > MOST_SIMD_BYTES)) return erased(plainPasses);
  const kernels = await kernelsFor(name);
  return kernels === undefined ? erased(plainPasses) : erased(simdPasses(kernels));
}

async function kernelsFor(name: PassesName | undefined): Promise<WebAssembly.Module | undefined> {
  try {
    return await loadKernels();
  } catch (error) {
    if (name === undefined) return undefined; // not built: the plain passes give the same results, more slowly
    throw new UserError("input", `--passes simd: ${(error as Error).message}`);
  }
}

/** Callers get vectors from the passes and return them, but never read inside one. */
const erased = <Vector>(passes: Passes<Vector>) => passes as Passes<unknown>;

/** Lands the rows, the i-th at index i. */
export async function landAll(arrivals: Arrivals<unknown>, rows: Iterable<Float32Array>): Promise<void> {
  let i = 0;
  for (const row of rows) await arrivals.land(i++, row);
}
