/**
 * The 20-layer residual network for small pictures: a convolution, three stages of three blocks of two
 * convolutions each, and a dense layer; the second and third stage halve the picture and double the
 * channels. Convolutions have no bias and are normalized. A block that changes the size has a convolution
 * of one by one as its shortcut. 272,474 parameters for three channels and ten classes.
 * He et al. 2015, arXiv:1512.03385, section 4.2, with its projection shortcuts (B) and group normalization.
 */

/** Channels of each stage. */
export const STAGES = [16, 32, 64];
export const BLOCKS_PER_STAGE = 3;
/** What comes out of the last stage, and goes into the dense layer. */
export const RESNET_FEATURES = 64;
/**
 * Four groups have 4, 8 and 16 channels in the three stages: the last is what Wu and He found best among
 * fixed sizes, and the first, 4 × 32 × 32 values, is still no channel by itself.
 */
export const RESNET_GROUPS = 4;

type Shapes = [name: string, shape: readonly number[]][];

/** Its tensors in their order, but for the dense layer. */
export function resnetShapes(channels: number): Shapes {
  const convolution = (name: string, side: number, from: number, to: number): Shapes => [
    [`${name}.weights`, [side, side, from, to]],
    [`${name}.scale`, [to]],
    [`${name}.shift`, [to]],
  ];
  const shapes = convolution("conv", 3, channels, STAGES[0]);
  let from = STAGES[0];
  STAGES.forEach((to, stage) => {
    for (let block = 1; block <= BLOCKS_PER_STAGE; block++) {
      const name = `stage${stage + 1}.block${block}`;
      shapes.push(...convolution(`${name}.conv1`, 3, from, to), ...convolution(`${name}.conv2`, 3, to, to));
      if (from !== to) shapes.push(...convolution(`${name}.shortcut`, 1, from, to));
      from = to;
    }
  });
  return shapes;
}
