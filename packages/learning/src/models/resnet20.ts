import { defineModel } from "./defineModel";
import type { Layer } from "./layer";

/** Channels of each stage of three blocks. */
const STAGES = [16, 32, 64];
const BLOCKS_PER_STAGE = 3;
/**
 * Four groups have 4, 8 and 16 channels in the three stages: the last is the best fixed size that Wu and He found,
 * and the first, 4 × 32 × 32 values, is still more than one channel.
 */
const GROUPS = 4;

/**
 * A convolution, three stages of three blocks of two convolutions each, and a dense layer; the second and third stage
 * halve the picture and double the channels. Convolutions have no bias and are normalized. A block that changes the
 * size has a convolution of one by one as its shortcut (the projection shortcuts B of He et al., section 4.2); groups
 * are normalized instead of batches (Wu and He 2018, arXiv:1803.08494). d = 272,474 for ten classes of 32×32×3.
 */
export const resnet20 = /* @__PURE__ */ defineModel({
  model: "resnet20",
  name: "ResNet-20",
  shortName: "ResNet-20",
  sentence: "A residual network of 20 layers with group normalization, for colour pictures.",
  source: "He et al. 2015, arXiv:1512.03385, section 4.2",
  madeFor: { height: 32, width: 32, channels: 3 }, // those of CIFAR-10
  smallestSide: 4, // the last stage still has one pixel to normalize with its group
  evaluationBatch: 50, // the outputs of all layers are kept until a batch is through
  selfTestShape: { height: 5, width: 4, channels: 2 },
  layers: (_shape, classes) => [
    ...normalizedConvolution("conv", 3, STAGES[0], 1),
    { kind: "relu" },
    ...STAGES.flatMap((_, stage) => stageLayers(stage)),
    { kind: "mean" },
    { kind: "dense", name: "output", units: classes },
  ],
});

function stageLayers(stage: number): Layer[] {
  const filters = STAGES[stage];
  return Array.from({ length: BLOCKS_PER_STAGE }, (_, i) => {
    const name = `stage${stage + 1}.block${i + 1}`;
    const shrinks = stage > 0 && i === 0;
    const stride = shrinks ? 2 : 1;
    return [
      {
        kind: "residual",
        main: [
          ...normalizedConvolution(`${name}.conv1`, 3, filters, stride),
          { kind: "relu" },
          ...normalizedConvolution(`${name}.conv2`, 3, filters, 1),
        ],
        shortcut: shrinks ? normalizedConvolution(`${name}.shortcut`, 1, filters, stride) : [],
      },
      { kind: "relu" },
    ] satisfies Layer[];
  }).flat();
}

function normalizedConvolution(name: string, side: 1 | 3, filters: number, stride: number): Layer[] {
  return [
    { kind: "conv", name, filters, side, stride, pad: side === 3 ? 1 : 0, bias: false },
    { kind: "groupNorm", name, groups: GROUPS },
  ];
}
