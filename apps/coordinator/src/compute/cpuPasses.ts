import { type Passes, plainPasses, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/kernels";

/** The fastest passes that need no GPU, and their name in messages. */
export async function cpuPasses(): Promise<{ name: string; passes: Passes<unknown> }> {
  try {
    return { name: "SIMD WebAssembly", passes: simdPasses(await loadKernels()) as Passes<unknown> };
  } catch {
    return { name: "plain TypeScript (the SIMD kernels are missing)", passes: plainPasses };
  }
}
