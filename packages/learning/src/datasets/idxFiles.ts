import type { DatasetFiles } from "./defineDataset";

/** The files of a data set in MNIST's format, under MNIST's names. */
export const idxFiles = {
  train: ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"],
  test: ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"],
  trainNeeds: "all",
  async parse([images, labels], names) {
    const { parseIdx } = await import("../data/idx");
    return parseIdx(images, labels, { images: names[0], labels: names[1] });
  },
} satisfies Omit<DatasetFiles, "download">;
