import type { Tensor } from "@tensorflow/tfjs-core";

/** Reads a tensor back and disposes of it, also when the read fails. */
export async function readBack(tensor: Tensor): Promise<Float32Array<ArrayBuffer>> {
  try {
    return (await tensor.data<"float32">()) as Float32Array<ArrayBuffer>;
  } finally {
    tensor.dispose();
  }
}
