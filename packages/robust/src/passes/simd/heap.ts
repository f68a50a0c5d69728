import type { Kernels } from "./kernels";

const LINE = 64;
const PAGE = 65536;

/** A WebAssembly memory, allocated as a stack: the last allocation is freed first. Growing it invalidates its views. */
export interface Heap {
  readonly kernels: Kernels;
  /** What it is used for, as the error of `allocate` says it. */
  holds: string;
  /** Allocates whole cache lines without clearing them. */
  allocate(bytes: number): number;
  /** Allocates a copy of `values`. */
  put(values: Float64Array | Float32Array | Uint32Array): number;
  floats(at: number, length: number): Float32Array<ArrayBuffer>;
  doubles(at: number, length: number): Float64Array<ArrayBuffer>;
  ints(at: number, length: number): Int32Array<ArrayBuffer>;
  /** The current size, for `release`. */
  mark(): number;
  /** Frees everything allocated after that mark. */
  release(mark: number): void;
  /** Frees everything that `use` allocates after it returns. */
  borrow<Result>(use: () => Result): Result;
}

/** @throws RangeError from `allocate` when the memory cannot grow that far: it says what the heap holds, and what to do. */
export function openHeap(module: WebAssembly.Module): Heap {
  const kernels = new WebAssembly.Instance(module).exports as unknown as Kernels;
  const { memory } = kernels;
  let top = Math.ceil(kernels.heapBase() / LINE) * LINE;
  function grow(bytes: number): void {
    try {
      memory.grow(Math.ceil(bytes / PAGE));
    } catch (cause) {
      const sentence = `${heap.holds}, and what a rule computes from them, must fit into the 4 GiB of a WebAssembly memory and into this machine's: send fewer or shorter updates, or take the plain passes`;
      throw new RangeError(sentence, { cause });
    }
  }
  const heap: Heap = {
    kernels,
    holds: "the values",
    allocate(bytes) {
      const at = top;
      const end = at + Math.ceil(bytes / LINE) * LINE;
      const missing = end - memory.buffer.byteLength;
      if (missing > 0) grow(missing);
      top = end;
      return at;
    },
    put(values) {
      const at = heap.allocate(values.byteLength);
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      new Uint8Array(memory.buffer, at, values.byteLength).set(bytes);
      return at;
    },
    floats: (at, length) => new Float32Array(memory.buffer as ArrayBuffer, at, length),
    doubles: (at, length) => new Float64Array(memory.buffer as ArrayBuffer, at, length),
    ints: (at, length) => new Int32Array(memory.buffer as ArrayBuffer, at, length),
    mark: () => top,
    release(mark) {
      top = mark;
    },
    borrow(use) {
      const mark = top;
      try {
        return use();
      } finally {
        top = mark;
      }
    },
  };
  return heap;
}
