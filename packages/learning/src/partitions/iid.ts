import { definePartition } from "./definePartition";
import { equalParts } from "./equalParts";

export const iid = /* @__PURE__ */ definePartition({
  partition: "iid",
  name: "Evenly (iid)",
  shortName: "iid",
  sentence: "Every worker gets an even sample of all classes.",
  options: {},
  deal: ({ order, workers }) => equalParts(order, workers),
});
