import { defineDataset } from "./defineDataset";
import { idxFiles } from "./idxFiles";

export const fashionMnist = /* @__PURE__ */ defineDataset({
  dataset: "fashion-mnist",
  name: "Fashion-MNIST",
  shortName: "Fashion-MNIST",
  sentence: "Ten classes of clothes in grey. As large as MNIST, but harder.",
  source: "Xiao et al. 2017, arXiv:1708.07747",
  height: 28,
  width: 28,
  channels: 1,
  classes: 10,
  train: 60_000,
  test: 10_000,
  mirrorable: false,
  classNames: [
    "T-shirt",
    "trousers",
    "pullover",
    "dress",
    "coat",
    "sandal",
    "shirt",
    "sneaker",
    "bag",
    "ankle boot",
  ],
  files: {
    ...idxFiles,
    download: {
      base: "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
      files: [
        { name: "train-images-idx3-ubyte.gz", md5: "8d4fb7e6c68d591d4c3dfef9ec88bf0d" },
        { name: "train-labels-idx1-ubyte.gz", md5: "25c81989df183df01b3e8a0aad5dffbe" },
        { name: "t10k-images-idx3-ubyte.gz", md5: "bef4ecab320f06d8554ea6380940ec79" },
        { name: "t10k-labels-idx1-ubyte.gz", md5: "bb300cfdad3c16e7a12a480ee83cd310" },
      ],
    },
  },
});
