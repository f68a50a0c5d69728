import { defineDataset } from "./defineDataset";

export const cifar10 = /* @__PURE__ */ defineDataset({
  dataset: "cifar-10",
  name: "CIFAR-10",
  shortName: "CIFAR-10",
  sentence: "Ten classes of small colour photographs of animals and vehicles.",
  source: "Krizhevsky 2009, Learning multiple layers of features from tiny images",
  height: 32,
  width: 32,
  channels: 3,
  classes: 10,
  train: 50_000,
  test: 10_000,
  mirrorable: true,
  classNames: ["airplane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
  files: {
    train: [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`),
    test: ["test_batch.bin"],
    trainNeeds: "any",
    async parse(contents, names) {
      const { parseCifar } = await import("../data/cifar");
      return parseCifar(contents, names);
    },
    download: {
      base: "https://www.cs.toronto.edu/~kriz/",
      files: [{ name: "cifar-10-binary.tar.gz", md5: "c32a1d4ab5d03f1284b67883e8d87530" }],
      archiveFolder: "cifar-10-batches-bin",
    },
  },
});
