import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type WasmBackend, withScratch } from "./memory";
import { frameFloats, WINDOWS_FLOATS, type Windows, windowsAsInts } from "./windows";

/** The exports of assembly/index.ts; addresses in bytes, sizes in floats. */
export interface Exports {
  windowProduct(
    at: number,
    x: number,
    w: number,
    bias: number,
    lowest: number,
    y: number,
    scratch: number,
  ): void;
  filterSum(at: number, x: number, dy: number, dw: number, scratch: number): void;
  inputSum(at: number, w: number, dy: number, dx: number, scratch: number): void;
  turn(x: number, rows: number, columns: number, y: number): void;
  columnSums(x: number, rows: number, columns: number, y: number): void;
  poolGradient(
    x: number,
    y: number,
    dy: number,
    batch: number,
    height: number,
    width: number,
    channels: number,
    dx: number,
  ): void;
}

/** A kernel under a tfjs name; undefined for a case that it does not handle. */
export type Kernel = (
  inputs: Record<string, TensorInfo>,
  attributes: Record<string, unknown>,
  backend: WasmBackend,
) => TensorInfo | undefined;

const even = (n: number) => (n + 7) & ~7;

/** The built kernels with the scratch memory that each needs, in one backend's memory. Arguments are addresses. */
export class KernelProgram {
  readonly exports: Exports;
  readonly #memory: WebAssembly.Memory;

  constructor(exports: Exports, memory: WebAssembly.Memory) {
    this.exports = exports;
    this.#memory = memory;
  }

  /** y = max(lowest, x ∗ w + bias) over the windows of x; `bias` 0 for none. */
  windowProduct(
    backend: WasmBackend,
    at: Windows,
    { x, w, bias, lowest, y }: { x: number; w: number; bias: number; lowest: number; y: number },
  ): void {
    const floats = frameFloats(at) + at.rows * at.columns * at.channels * 8 + even(at.filters);
    this.#withWindows(backend, at, floats, (windows, scratch) =>
      this.exports.windowProduct(windows, x, w, bias, lowest, y, scratch),
    );
  }

  /** The filters' gradient: dw = Σ over the windows of x ⊗ dy. */
  filterSum(backend: WasmBackend, at: Windows, { x, dy, dw }: { x: number; dy: number; dw: number }): void {
    const floats =
      frameFloats(at) +
      at.outHeight * at.outWidth * 16 +
      at.rows * at.columns * at.channels * even(at.filters);
    this.#withWindows(backend, at, floats, (windows, scratch) =>
      this.exports.filterSum(windows, x, dy, dw, scratch),
    );
  }

  /** The input's gradient: each window of dx gets its share of dy through w. */
  inputSum(backend: WasmBackend, at: Windows, { w, dy, dx }: { w: number; dy: number; dx: number }): void {
    const turned = at.rows * at.filters * (at.columns * at.channels + 15);
    this.#withWindows(backend, at, frameFloats(at) + 16 + turned, (windows, scratch) =>
      this.exports.inputSum(windows, w, dy, dx, scratch),
    );
  }

  #withWindows(
    backend: WasmBackend,
    at: Windows,
    floats: number,
    work: (at: number, scratch: number) => void,
  ): void {
    withScratch(backend, WINDOWS_FLOATS + floats, (address) => {
      new Int32Array(this.#memory.buffer, address, WINDOWS_FLOATS).set(windowsAsInts(at));
      work(address, address + 4 * WINDOWS_FLOATS);
    });
  }
}

/** The value below which an activation cuts off; undefined for an activation that does not cut. */
export function lowestOf(activation: unknown): number | undefined {
  if (activation === undefined || activation === "linear") return -Infinity;
  return activation === "relu" ? 0 : undefined;
}
