import type { Tensor } from "@tensorflow/tfjs-core";
import { groupNormPass } from "./groupNorm";
import { chain, convPass, densePass, type Layer, meanPass, reluPass, sumPass } from "./layers";
import { BLOCKS_PER_STAGE, RESNET_GROUPS, STAGES } from "./resnetShapes";

/** Its layers, with `tensors` as `resnetShapes` and the dense layer behind them order them. */
export function resnetLayers(tensors: readonly Tensor[]): Layer[] {
  let taken = 0;
  const take = () => tensors[taken++];
  const convolution = (stride: number, pad: number): Layer => {
    const [weights, scale, shift] = [take(), take(), take()];
    return (x) =>
      chain(x, [
        (input) => convPass(input, weights, { stride, pad }),
        (input) => groupNormPass(input, scale, shift, RESNET_GROUPS),
      ]);
  };
  const layers: Layer[] = [convolution(1, 1), reluPass];
  STAGES.forEach((_, stage) => {
    for (let block = 1; block <= BLOCKS_PER_STAGE; block++) {
      const shrinks = stage > 0 && block === 1;
      const main = [convolution(shrinks ? 2 : 1, 1), reluPass, convolution(1, 1)];
      const shortcut = shrinks ? [convolution(2, 0)] : [];
      layers.push((x) =>
        sumPass(
          x,
          (input) => chain(input, main),
          (input) => chain(input, shortcut),
        ),
      );
      layers.push(reluPass);
    }
  });
  const [weights, bias] = [take(), take()];
  layers.push(meanPass, (x) => densePass(x, weights, bias));
  return layers;
}
