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

interface Padding {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/**
 * The gradient of a convolution's filter, ∂L/∂W[r, s, c, o] = Σ_bij x[b, i + r, j + s, c] · ∂L/∂y[b, i, j, o],
 * from slices and one matrix product. With the channel in front and ∂L/∂y padded with zeros to the size of
 * the padded x, moving x by (r, s) is moving a flat vector by r · width + s: what wraps around into the next
 * row, picture or channel meets a zero. So each slice is one piece of memory, and the product needs no
 * transposition, which is the WASM backend's fast path. Stride 1, channel last.
 */
export function filterGradient(
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: readonly [number, number, number, number],
  { top, bottom, left, right }: Padding,
): Tensor4D {
  const [rows, columns, channels, filters] = filterShape;
  return tidy(() => {
    const around: [number, number][] = [
      [0, 0],
      [0, 0],
      [top, bottom],
      [left, right],
    ];
    const framed = pad(transpose(x, [3, 0, 1, 2]), around); // [c, B, height, width]
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
      const { x, dy } = inputs as { x: Tensor4D; dy: Tensor4D }; // the engine hands kernels whole tensors
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
      if (strideHeight !== 1 || strideWidth !== 1 || dataFormat !== "NHWC") {
        throw new RangeError(
          `filterGradient: needs stride 1 and NHWC, got ${strideHeight}×${strideWidth} and ${dataFormat}`,
        );
      }
      return filterGradient(x, dy, filterShape, padInfo);
    },
  };
}
