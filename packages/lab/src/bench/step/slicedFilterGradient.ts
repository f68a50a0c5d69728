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

/**
 * The filter gradient in its plain form, as the reference for the speed of ours: x padded with zeros, its rows · columns
 * slices [B, h, w, c] that meet ∂L/∂y, joined on the channel axis, and one matrix product.
 */
export function slicedFilterGradient(backendName: string): KernelConfig {
  return {
    kernelName: Conv2DBackpropFilter,
    backendName,
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as { x: Tensor4D; dy: Tensor4D };
      const { strides, pad: padding, filterShape } = attrs as unknown as Conv2DBackpropFilterAttrs;
      const [rows, columns, channels, filters] = filterShape;
      const { padInfo, strideHeight, strideWidth } = backend_util.computeConv2DInfo(
        x.shape,
        filterShape,
        strides,
        1,
        padding,
      );
      return tidy(() => {
        const [batch, height, width] = dy.shape;
        const framed = pad(x, [
          [0, 0],
          [padInfo.top, padInfo.bottom + strideHeight],
          [padInfo.left, padInfo.right + strideWidth],
          [0, 0],
        ]);
        const slices = Array.from({ length: rows * columns }, (_, k) => {
          const from = [0, Math.floor(k / columns), k % columns, 0];
          const seen = slice(framed, from, [batch, height * strideHeight, width * strideWidth, channels]);
          return strided(seen, strideHeight, strideWidth);
        });
        const patches = reshape(concat(slices, 3), [-1, rows * columns * channels]);
        const slope = matMul(transpose(patches), reshape(dy, [-1, filters]));
        return reshape(slope, [...filterShape]);
      });
    },
  };
}

/** Every stride-th row and column. */
function strided(x: Tensor4D, strideHeight: number, strideWidth: number): Tensor4D {
  if (strideHeight === 1 && strideWidth === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const [down, across] = [height / strideHeight, width / strideWidth];
  const rows = slice(
    reshape(x, [batch * down, strideHeight * width * channels]),
    [0, 0],
    [batch * down, width * channels],
  );
  const pixels = slice(
    reshape(rows, [batch * down * across, strideWidth * channels]),
    [0, 0],
    [batch * down * across, channels],
  );
  return reshape(pixels, [batch, down, across, channels]);
}
