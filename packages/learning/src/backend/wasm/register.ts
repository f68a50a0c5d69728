import type { KernelModule } from "@honest-majority/kernels";
import {
  backend,
  getKernel,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import { kernelsOf } from "./kernels";
import { memoryOf, type WasmBackend } from "./memory";
import type { Exports, Kernel } from "./program";

/** The kernels of each backend that has them: they work in its memory and in no other. */
const kernelsByBackend = new WeakMap<object, Record<string, Kernel>>();
const wrapped = new WeakSet<KernelFunc>();

/**
 * Registers the kernels of dist/kernels.wasm for tfjs' WASM backend, which must be the current one. When they do not
 * fit (its memory is shared between threads) the answer says why, and the backend keeps the kernels it has.
 */
export async function registerWasmKernels(
  module: KernelModule,
): Promise<{ ok: true } | { ok: false; detail: string }> {
  const current = backend() as unknown as WasmBackend;
  if (kernelsByBackend.has(current)) return { ok: true };
  const memory = memoryOf(current);
  if (!memory) return { ok: false, detail: "the current backend is not tfjs' WASM backend" };
  try {
    const instance = await WebAssembly.instantiate(module, { env: { memory } });
    kernelsByBackend.set(current, kernelsOf(instance.exports as unknown as Exports, memory));
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
  for (const name of Object.keys(kernelsByBackend.get(current)!)) wrapKernel(name);
  return { ok: true };
}

/** Gives the current backend its earlier kernels back, to measure both. */
export function dropWasmKernels(): void {
  kernelsByBackend.delete(backend());
}

/** Our kernel when it supports the call, otherwise the kernel that was registered before. */
function wrapKernel(kernelName: string): void {
  const there = getKernel(kernelName, "wasm");
  if (there && wrapped.has(there.kernelFunc)) return;
  const kernelFunc: KernelFunc = (call) => {
    const ours = kernelsByBackend.get(call.backend as object)?.[kernelName];
    const answer = ours?.(
      call.inputs as Record<string, TensorInfo>,
      (call.attrs ?? {}) as Record<string, unknown>,
      call.backend as WasmBackend,
    );
    if (answer) return answer;
    if (there) return there.kernelFunc(call);
    throw new Error(`${kernelName}: the WASM backend has no kernel for this case`);
  };
  wrapped.add(kernelFunc);
  if (there) unregisterKernel(kernelName, "wasm");
  registerKernel({ ...there, kernelName, backendName: "wasm", kernelFunc });
}
