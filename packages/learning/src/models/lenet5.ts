import { defineModel } from "./defineModel";
import type { Layer } from "./layer";

/** LeNet-5 was made for 32×32 pictures; its paper pads 28×28 digits by two pixels a side, and so do we. */
const UNPADDED_SIDE = 32;

/** d = 61,706 for ten classes of 28×28×1. */
export const lenet5 = /* @__PURE__ */ defineModel({
  model: "lenet5",
  name: "LeNet-5",
  shortName: "LeNet-5",
  sentence: "Two convolutions with pooling and three dense layers.",
  source: "LeCun et al. 1998, Gradient-based learning applied to document recognition",
  smallestSide: 12,
  layers: ({ height, width }, classes) => [
    ...pooledConvolution("conv1", 6, Math.min(height, width) >= UNPADDED_SIDE ? "valid" : "same"), // 28×28×1: [B, 14, 14, 6]
    ...pooledConvolution("conv2", 16, "valid"), // [B, 5, 5, 16]
    { kind: "flatten" },
    { kind: "dense", name: "dense1", units: 120 },
    { kind: "relu" },
    { kind: "dense", name: "dense2", units: 84 },
    { kind: "relu" },
    { kind: "dense", name: "output", units: classes },
  ],
});

function pooledConvolution(name: string, filters: number, pad: "same" | "valid"): Layer[] {
  return [
    { kind: "conv", name, filters, side: 5, stride: 1, pad, bias: true },
    { kind: "pool" },
    { kind: "relu" }, // after the pooling it gives the same values for a quarter of the work
  ];
}
