import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const SCRIPT = fileURLToPath(new URL("./timeNumpy.py", import.meta.url));

const NumpyTimes = z.object({
  version: z.string(),
  median: z.number(),
  trimmedBySort: z.number(),
  trimmedByPartition: z.number(),
  /** X·Xᵀ */
  product: z.number(),
  mean: z.number(),
});
/** Milliseconds. */
export type NumpyTimes = z.infer<typeof NumpyTimes>;

/** NumPy's times on the same rows, with one thread; or why there are none. */
export function timeNumpy(rows: readonly Float32Array[], runs: number): NumpyTimes | string {
  const [m, d] = [rows.length, rows[0].length];
  const input = Buffer.concat(rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength)));
  const env: NodeJS.ProcessEnv = { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };
  delete env.OPENBLAS_CORETYPE; // NumPy is to choose its own best
  delete env.OPENBLAS_L2_SIZE;
  const { status, stdout, stderr, error } = spawnSync("python3", [SCRIPT, `${m}`, `${d}`, `${runs}`], {
    input,
    env,
  });
  if (status === 0) return NumpyTimes.parse(JSON.parse(stdout.toString()));
  // where the script fails before it reads, the pipe's error says less than the script's own
  return (
    stderr?.toString().trim().split("\n").at(-1) || `no python3: ${error?.message ?? `status ${status}`}`
  );
}
