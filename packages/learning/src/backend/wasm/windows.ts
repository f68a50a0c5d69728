import { backend_util } from "@tensorflow/tfjs-core";

/** The fields of `Windows` in assembly/windows.ts, in its order. */
export interface Windows {
  batch: number;
  height: number;
  width: number;
  channels: number;
  rows: number;
  columns: number;
  stride: number;
  top: number;
  left: number;
  outHeight: number;
  outWidth: number;
  filters: number;
}

export const WINDOWS_FLOATS = 12;

export function windowsAsInts(at: Windows): number[] {
  return [
    at.batch,
    at.height,
    at.width,
    at.channels,
    at.rows,
    at.columns,
    at.stride,
    at.top,
    at.left,
    at.outHeight,
    at.outWidth,
    at.filters,
  ];
}

/** A matrix [rows, inner] as windows, for its products with [inner, columns] and [rows, columns]. */
export function matrixWindows(rows: number, inner: number, columns: number): Windows {
  return {
    batch: 1,
    height: rows,
    width: 1,
    channels: inner,
    rows: 1,
    columns: 1,
    stride: 1,
    top: 0,
    left: 0,
    outHeight: rows,
    outWidth: 1,
    filters: columns,
  };
}

export interface ConvAttributes {
  strides: number | [number, number];
  pad: Parameters<typeof backend_util.computeConv2DInfo>[4];
  dataFormat?: "NHWC" | "NCHW";
  dilations?: number | [number, number];
  dimRoundingMode?: "floor" | "round" | "ceil";
}

/** The windows of a convolution; undefined for a kind that the kernels do not support. */
export function convWindows(
  x: readonly number[],
  filter: readonly number[],
  { strides, pad, dataFormat = "NHWC", dilations = 1, dimRoundingMode }: ConvAttributes,
): Windows | undefined {
  if (dataFormat !== "NHWC") return undefined;
  const info = backend_util.computeConv2DInfo(
    x as [number, number, number, number],
    filter as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  const isKnown =
    info.strideHeight === info.strideWidth && info.dilationHeight === 1 && info.dilationWidth === 1;
  if (!isKnown || info.padInfo.top < 0 || info.padInfo.left < 0) return undefined;
  return {
    batch: info.batchSize,
    height: info.inHeight,
    width: info.inWidth,
    channels: info.inChannels,
    rows: info.filterHeight,
    columns: info.filterWidth,
    stride: info.strideHeight,
    top: info.padInfo.top,
    left: info.padInfo.left,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    filters: info.outChannels,
  };
}

/** Floats of one picture with its frame, for the largest of the kernels' uses. */
export function frameFloats(at: Windows): number {
  const height = Math.max(at.height, (at.outHeight - 1) * at.stride + at.rows);
  const width = Math.max(at.width, (at.outWidth - 1) * at.stride + at.columns);
  return height * width * at.channels;
}
