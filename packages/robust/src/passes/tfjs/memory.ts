import type { Tensor } from "@tensorflow/tfjs-core";

/** Tensors that outlive the pass that made them, until the next sweep. */
export interface Memory {
  keep<T extends Tensor>(tensor: T): T;
  sweep(): void;
}

export function memory(): Memory {
  const kept = new Set<Tensor>();
  return {
    keep(tensor) {
      kept.add(tensor);
      return tensor;
    },
    sweep() {
      for (const tensor of kept) tensor.dispose();
      kept.clear();
    },
  };
}

/** Reads the tensor's values and frees the tensor. */
export async function take(tensor: Tensor): Promise<Float32Array> {
  try {
    return (await tensor.data()) as Float32Array;
  } finally {
    tensor.dispose();
  }
}
