import { UserError } from "@honest-majority/protocol";
import {
  type Arrivals,
  type ColumnSource,
  type Later,
  type Passes,
  plainPasses,
  simdPasses,
  slicedMatrix,
  slicesOf,
  type UpdateMatrix,
} from "@honest-majority/robust";
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

/** Up to this size a matrix is held in memory as a whole; with it, a rule may need some copies. */
export const WHOLE_BYTES = 2 ** 27;

/** The rows of a source as a matrix, with the passes' vectors. */
export interface OpenMatrix {
  updates: UpdateMatrix<unknown>;
  vector(values: Float32Array): unknown;
  read(vector: unknown): Later<Float32Array>;
}

/**
 * Opens all rows of a source: in memory up to `wholeBytes`, and beyond that in slices of half that size, so that the rows
 * are read once for each pass of a rule.
 *
 * @throws UserError as `choosePasses` does.
 */
export async function openMatrix(
  source: ColumnSource,
  name: PassesName | undefined,
  wholeBytes = WHOLE_BYTES,
): Promise<OpenMatrix> {
  const { m, d } = source;
  if (4 * m * d <= wholeBytes) {
    const arrivals = await (await choosePasses(name, m, d)).open(m, d);
    const all = Array.from({ length: m }, (_, i) => i);
    await landAll(arrivals, await source.read(all, 0, d));
    return { updates: arrivals.matrix(all), vector: arrivals.vector, read: arrivals.read };
  }
  const passes = await choosePasses(name, 1, wholeBytes / 8);
  const updates = slicedMatrix(slicesOf(source, passes, wholeBytes / 2));
  return { updates: updates as UpdateMatrix<unknown>, vector: (v) => v, read: (v) => v as Float32Array };
}

/** Lands the rows, the i-th at index i. */
export async function landAll(arrivals: Arrivals<unknown>, rows: Iterable<Float32Array>): Promise<void> {
  let i = 0;
  for (const row of rows) await arrivals.land(i++, row);
}
