import { addressOf } from "./memory";
import type { Kernel, KernelProgram } from "./program";

/** The gradient of 2×2 pools with stride 2. */
export function poolGradient({ exports }: KernelProgram): Kernel {
  return ({ dy, input, output }, attributes, backend) => {
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
  };
}

/** The sum over the axes right before the last one. */
export function columnSums({ exports }: KernelProgram): Kernel {
  return ({ x }, { axis, keepDims }, backend) => {
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
  };
}
