import { type Passes, plainPasses, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/node";

/** The fastest passes that need no GPU, and their name in messages. */
export function cpuPasses(): { name: string; passes: Passes<unknown> } {
  try {
    return { name: "SIMD WebAssembly", passes: simdPasses(loadKernels()) as Passes<unknown> };
  } catch {
    return { name: "plain TypeScript (npm run wasm builds faster kernels)", passes: plainPasses };
  }
}
