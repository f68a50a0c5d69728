/**
 * Our SIMD kernels under tfjs' names. Each handles what the models need, and returns undefined for the rest (other
 * formats, dilations, types), which goes to the kernel that was registered before it.
 */
import {
  _FusedMatMul,
  BatchMatMul,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  FusedConv2D,
  MaxPoolGrad,
  Sum,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import { addressOf, type WasmBackend, withScratch } from "./memory";
import {
  type ConvAttributes,
  convWindows,
  frameFloats,
  matrixWindows,
  WINDOWS_FLOATS,
  type Windows,
  windowsAsInts,
} from "./windows";

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

export type Kernel = (
  inputs: Record<string, TensorInfo>,
  attributes: Record<string, unknown>,
  backend: WasmBackend,
) => TensorInfo | undefined;

export function kernelsOf(exports: Exports, memory: WebAssembly.Memory): Record<string, Kernel> {
  const withWindows = (
    backend: WasmBackend,
    at: Windows,
    floats: number,
    work: (at: number, scratch: number) => void,
  ) =>
    withScratch(backend, WINDOWS_FLOATS + floats, (address) => {
      new Int32Array(memory.buffer, address, WINDOWS_FLOATS).set(windowsAsInts(at));
      work(address, address + 4 * WINDOWS_FLOATS);
    });
  const even = (n: number) => (n + 7) & ~7;

  const product = (
    backend: WasmBackend,
    at: Windows,
    x: number,
    w: number,
    bias: number,
    lowest: number,
    y: number,
  ) => {
    const floats = frameFloats(at) + at.rows * at.columns * at.channels * 8 + even(at.filters);
    withWindows(backend, at, floats, (windows, scratch) =>
      exports.windowProduct(windows, x, w, bias, lowest, y, scratch),
    );
  };
  const filters = (backend: WasmBackend, at: Windows, x: number, dy: number, dw: number) => {
    const floats =
      frameFloats(at) +
      at.outHeight * at.outWidth * 16 +
      at.rows * at.columns * at.channels * even(at.filters);
    withWindows(backend, at, floats, (windows, scratch) => exports.filterSum(windows, x, dy, dw, scratch));
  };

  const convolution: Kernel = ({ x, filter, bias, preluActivationWeights }, attributes, backend) => {
    const lowest = lowestOf(attributes.activation);
    if (lowest === undefined || preluActivationWeights) return undefined;
    const at = convWindows(x.shape, filter.shape, attributes as unknown as ConvAttributes);
    if (!at) return undefined;
    const y = backend.makeOutput([at.batch, at.outHeight, at.outWidth, at.filters], "float32");
    product(
      backend,
      at,
      addressOf(backend, x),
      addressOf(backend, filter),
      bias ? addressOf(backend, bias) : 0,
      lowest,
      addressOf(backend, y),
    );
    return y;
  };

  const matrices: Kernel = ({ a, b, bias, preluActivationWeights }, attributes, backend) => {
    const lowest = lowestOf(attributes.activation);
    const { transposeA, transposeB } = attributes;
    const [height, width] = a.shape.slice(-2) as [number, number];
    const columns = b.shape.at(transposeB ? -2 : -1)!;
    const isOne = ({ shape }: TensorInfo) => shape.slice(0, -2).every((n) => n === 1);
    const isKnown =
      lowest !== undefined &&
      !preluActivationWeights &&
      isOne(a) &&
      isOne(b) &&
      a.shape.length === b.shape.length &&
      (!bias || (bias.shape.length === 1 && bias.shape[0] === columns));
    if (!isKnown) return undefined;
    const [rows, inner] = transposeA ? [width, height] : [height, width];
    const y = backend.makeOutput([...a.shape.slice(0, -2), rows, columns], "float32");
    const [left, right, to] = [a, b, y].map((x) => addressOf(backend, x));
    if (transposeA && !transposeB && !bias && lowest !== 0) {
      filters(backend, matrixWindows(height, width, columns), left, right, to);
      return y;
    }
    const shift = bias ? addressOf(backend, bias) : 0;
    withScratch(backend, (transposeA ? rows * inner : 0) + (transposeB ? inner * columns : 0), (scratch) => {
      const turnedRight = scratch + (transposeA ? 4 * rows * inner : 0);
      if (transposeA) exports.turn(left, inner, rows, scratch);
      if (transposeB) exports.turn(right, columns, inner, turnedRight);
      const at = matrixWindows(rows, inner, columns);
      product(backend, at, transposeA ? scratch : left, transposeB ? turnedRight : right, shift, lowest, to);
    });
    return y;
  };

  return {
    [Conv2D]: convolution,
    [FusedConv2D]: convolution,
    [BatchMatMul]: matrices,
    [_FusedMatMul]: matrices,
    [Conv2DBackpropFilter]: ({ x, dy }, attributes, backend) => {
      const shape = attributes.filterShape as number[];
      const at = convWindows(x.shape, shape, attributes as unknown as ConvAttributes);
      if (!at) return undefined;
      const dw = backend.makeOutput(shape, "float32");
      filters(backend, at, addressOf(backend, x), addressOf(backend, dy), addressOf(backend, dw));
      return dw;
    },
    [Conv2DBackpropInput]: ({ dy, filter }, attributes, backend) => {
      const shape = attributes.inputShape as number[];
      const at = convWindows(shape, filter.shape, attributes as unknown as ConvAttributes);
      if (!at) return undefined;
      const dx = backend.makeOutput(shape, "float32");
      const turned = at.rows * at.filters * (at.columns * at.channels + 15);
      withWindows(backend, at, frameFloats(at) + 16 + turned, (windows, scratch) =>
        exports.inputSum(
          windows,
          addressOf(backend, filter),
          addressOf(backend, dy),
          addressOf(backend, dx),
          scratch,
        ),
      );
      return dx;
    },
    [MaxPoolGrad]: ({ dy, input, output }, attributes, backend) => {
      const { filterSize, strides, pad } = attributes;
      const isTwos = [filterSize, strides].flat(2).every((n) => n === 2);
      const [batch, height, width, channels] = input.shape as [number, number, number, number];
      if (!isTwos || pad !== "valid" || channels < 4) return undefined;
      const dx = backend.makeOutput(input.shape, "float32");
      exports.poolGradient(
        addressOf(backend, input),
        addressOf(backend, output),
        addressOf(backend, dy),
        batch,
        height,
        width,
        channels,
        addressOf(backend, dx),
      );
      return dx;
    },
    [Sum]: ({ x }, { axis, keepDims }, backend) => {
      const axes = [axis].flat() as number[];
      const last = x.shape.length - 1;
      const first = axes[0] ?? last;
      const isBeforeLast = axes.every((a, i) => a === first + i) && first + axes.length === last;
      if (!isBeforeLast || axes.length === 0 || keepDims || x.dtype !== "float32") return undefined;
      const columns = x.shape[last];
      const kept = x.shape.slice(0, first);
      const rows = x.shape.slice(first, last).reduce((n, k) => n * k, 1);
      const y = backend.makeOutput([...kept, columns], "float32");
      const [from, to] = [addressOf(backend, x), addressOf(backend, y)];
      const count = kept.reduce((n, k) => n * k, 1);
      for (let i = 0; i < count; i++) {
        exports.columnSums(from + 4 * i * rows * columns, rows, columns, to + 4 * i * columns);
      }
      return y;
    },
  };
}

/** What an activation cuts off at; undefined for one that is no cut. */
function lowestOf(activation: unknown): number | undefined {
  if (activation === undefined || activation === "linear") return -Infinity;
  return activation === "relu" ? 0 : undefined;
}
