import type { DataId, TensorInfo } from "@tensorflow/tfjs-core";

/** The part of tfjs' WASM backend (4.22) that we use. */
export interface WasmBackend {
  wasm: {
    /** The plain build exports its memory; */
    asm?: { memory?: WebAssembly.Memory };
    /** the threaded build receives it. */
    wasmMemory?: WebAssembly.Memory;
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  dataIdMap: { get(id: DataId): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: "float32"): TensorInfo;
}

/** Undefined for a backend of another kind. */
export function memoryOf({ wasm }: Partial<WasmBackend>): WebAssembly.Memory | undefined {
  return wasm?.asm?.memory ?? wasm?.wasmMemory;
}

export function addressOf(backend: WasmBackend, { dataId }: TensorInfo): number {
  return backend.dataIdMap.get(dataId).memoryOffset;
}

/** Calls `work` with the address of this many floats in the backend's memory, and frees them afterwards. */
export function withScratch(backend: WasmBackend, floats: number, work: (address: number) => void): void {
  const address = backend.wasm._malloc(4 * floats) >>> 0; // above 2 GB it comes as a negative number
  if (address === 0) throw new RangeError(`withScratch: the WASM backend has no room for ${floats} floats`);
  try {
    work(address);
  } finally {
    backend.wasm._free(address);
  }
}
