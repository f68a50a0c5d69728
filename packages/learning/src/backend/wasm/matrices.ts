import type { TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf, withScratch } from "./memory";
import { type Kernel, type KernelProgram, lowestOf } from "./program";
import { matrixWindows } from "./windows";

/** The product of two matrices, each transposed or not, with bias and ReLU if the call has them. */
export function matrixProduct(program: KernelProgram): Kernel {
  return ({ a, b, bias, preluActivationWeights }, attributes, backend) => {
    const lowest = lowestOf(attributes.activation);
    const { transposeA, transposeB } = attributes;
    const [height, width] = a.shape.slice(-2) as [number, number];
    const columns = b.shape.at(transposeB ? -2 : -1)!;
    const isKnown =
      lowest !== undefined &&
      !preluActivationWeights &&
      isOneMatrix(a) &&
      isOneMatrix(b) &&
      a.shape.length === b.shape.length &&
      (!bias || (bias.shape.length === 1 && bias.shape[0] === columns));
    if (!isKnown) return undefined;
    const [rows, inner] = transposeA ? [width, height] : [height, width];
    const result = backend.makeOutput([...a.shape.slice(0, -2), rows, columns], "float32");
    const [left, right, y] = [a, b, result].map((tensor) => addressOf(backend, tensor));
    if (transposeA && !transposeB && !bias && lowest !== 0) {
      program.filterSum(backend, matrixWindows(height, width, columns), { x: left, dy: right, dw: y });
      return result;
    }
    const shift = bias ? addressOf(backend, bias) : 0;
    withScratch(backend, (transposeA ? rows * inner : 0) + (transposeB ? inner * columns : 0), (scratch) => {
      const turnedRight = scratch + (transposeA ? 4 * rows * inner : 0);
      if (transposeA) program.exports.turn(left, inner, rows, scratch);
      if (transposeB) program.exports.turn(right, columns, inner, turnedRight);
      program.windowProduct(backend, matrixWindows(rows, inner, columns), {
        x: transposeA ? scratch : left,
        w: transposeB ? turnedRight : right,
        bias: shift,
        lowest,
        y,
      });
    });
    return result;
  };
}

/** Leading dimensions of 1 do not count as a batch of matrices. */
function isOneMatrix({ shape }: TensorInfo): boolean {
  return shape.slice(0, -2).every((n) => n === 1);
}
