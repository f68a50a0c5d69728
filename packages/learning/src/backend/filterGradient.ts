import {
  backend_util,
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  concat,
  type KernelConfig,
  matMul,
  pad,
  reshape,
  slice,
  type Tensor4D,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";

/** Rows of zeros above x and columns of zeros left of it. Those below and to the right follow from the size of dy. */
interface Padding {
  top: number;
  left: number;
}

/**
 * The gradient of a convolution's filter, ∂L/∂W[r, s, c, o] = Σ_bij x[b, i + r, j + s, c] · ∂L/∂y[b, i, j, o],
 * from slices and one matrix product. With the channel in front and ∂L/∂y padded with zeros to the size of
 * the padded x, moving x by (r, s) moves a flat vector by r · width + s: a value that wraps around into the next
 * row, picture or channel is multiplied by zero. So each slice is one piece of memory, and the product needs no
 * transposition, which is fast on the WASM backend. Stride 1, channel last.
 */
export function filterGradient(
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: readonly [number, number, number, number],
  { top, left }: Padding,
): Tensor4D {
  const [rows, columns, channels, filters] = filterShape;
  return tidy(() => {
    const [, height, across] = dy.shape;
    const around: [number, number][] = [
      [0, 0],
      [0, 0],
      [top, height + rows - 1 - top - x.shape[1]],
      [left, across + columns - 1 - left - x.shape[2]],
    ];
    const framed = pad(transpose(x, [3, 0, 1, 2]), around); // [c, B, height + rows − 1, width]
    const width = framed.shape[3]!;
    const n = framed.size / channels;
    const behind: [number, number][] = [
      [0, 0],
      [0, rows - 1],
      [0, columns - 1],
      [0, 0],
    ];
    const outputs = reshape(pad(dy, behind), [n, filters]);
    const farthest = (rows - 1) * width + columns - 1;
    const flat = pad(reshape(framed, [framed.size]), [[0, farthest]]);
    const moved = Array.from({ length: rows * columns }, (_, k) => {
      const offset = Math.floor(k / columns) * width + (k % columns);
      return reshape(slice(flat, [offset], [framed.size]), [channels, n]);
    });
    const product = matMul(concat(moved, 0), outputs); // [rows · columns · c, filters]
    return reshape(product, [...filterShape]) as Tensor4D;
  });
}

/** `filterGradient` as the kernel `Conv2DBackpropFilter` of a backend that has none. */
export function filterGradientKernel(backendName: string): KernelConfig {
  return {
    kernelName: Conv2DBackpropFilter,
    backendName,
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as { x: Tensor4D; dy: Tensor4D }; // the engine passes whole tensors to kernels
      const { strides, pad, dataFormat, dimRoundingMode, filterShape } =
        attrs as unknown as Conv2DBackpropFilterAttrs;
      const { strideHeight, strideWidth, padInfo } = backend_util.computeConv2DInfo(
        x.shape,
        filterShape,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      if (dataFormat !== "NHWC") throw new RangeError(`filterGradient: needs NHWC, got ${dataFormat}`);
      return tidy(() => filterGradient(x, spread(dy, strideHeight, strideWidth), filterShape, padInfo));
    },
  };
}

/** dy with as many zeros after each row and column as a stride leaves out, so that the stride becomes 1. */
function spread(dy: Tensor4D, strideHeight: number, strideWidth: number): Tensor4D {
  if (strideHeight === 1 && strideWidth === 1) return dy;
  const [batch, height, width, filters] = dy.shape;
  const after = (size: number): [number, number][] => [
    [0, 0],
    [0, size],
  ];
  const wide = pad(reshape(dy, [batch * height * width, filters]), after((strideWidth - 1) * filters));
  const row = strideWidth * width * filters;
  const high = pad(reshape(wide, [batch * height, row]), after((strideHeight - 1) * row));
  return reshape(high, [batch, strideHeight * height, strideWidth * width, filters]);
}
