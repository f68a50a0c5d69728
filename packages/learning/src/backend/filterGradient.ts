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
 * from slices and one matrix product: row (r, s, c) of the left factor is channel c of x, moved by (r, s).
 * The channel is put in front first, so that rows are copied in long pieces and the product needs no
 * transposition, where the WASM backend's fast path is. Stride 1, channel last.
 */
export function filterGradient(
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: readonly [number, number, number, number],
  { top, bottom, left, right }: Padding,
): Tensor4D {
  const [rows, columns, channels, filters] = filterShape;
  const [batch, height, width] = dy.shape;
  const n = batch * height * width;
  return tidy(() => {
    const margins: [number, number][] = [
      [0, 0],
      [0, 0],
      [top, bottom],
      [left, right],
    ];
    const padded = pad(transpose(x, [3, 0, 1, 2]), margins); // [c, B, height + rows − 1, width + columns − 1]
    const moved = Array.from({ length: rows * columns }, (_, k) => {
      const corner = [0, 0, Math.floor(k / columns), k % columns];
      return reshape(slice(padded, corner, [channels, batch, height, width]), [channels, n]);
    });
    const product = matMul(concat(moved, 0), reshape(dy, [n, filters])); // [rows · columns · c, filters]
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
