import { defineDataset } from "./defineDataset";
import { idxFiles } from "./idxFiles";

export const mnist = /* @__PURE__ */ defineDataset({
  dataset: "mnist",
  name: "MNIST",
  shortName: "MNIST",
  sentence: "Ten classes of handwritten digits.",
  source: "LeCun et al. 1998, Gradient-based learning applied to document recognition",
  height: 28,
  width: 28,
  channels: 1,
  classes: 10,
  train: 60_000,
  test: 10_000,
  mirrorable: false,
  classNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  drawing: { box: 20, pen: 1.2, ink: 255 },
  files: {
    ...idxFiles,
    download: {
      base: "https://storage.googleapis.com/cvdf-datasets/mnist/",
      files: [
        { name: "train-images-idx3-ubyte.gz", md5: "f68b3c2dcbeaaa9fbdd348bbdeb94873" },
        { name: "train-labels-idx1-ubyte.gz", md5: "d53e105ee54ea40749a09fcbcd1e9432" },
        { name: "t10k-images-idx3-ubyte.gz", md5: "9fb629c4189551a2d022fa330f9573f3" },
        { name: "t10k-labels-idx1-ubyte.gz", md5: "ec29112dd5afa0611ce80d1b7f02629c" },
      ],
    },
  },
});
