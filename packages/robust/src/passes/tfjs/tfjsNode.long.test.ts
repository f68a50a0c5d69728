import { startBackend } from "@honest-majority/backends";
import { tfjsNodeMissing } from "@honest-majority/testing/tfjsNode";
import { describe, test } from "vitest";
import { updateMatrixCases } from "../../matrix/updateMatrix.cases";
import { conformanceCases } from "../../methods/conformance.cases";
import { onTensors } from "./landed.cases";
import { tfjsPasses } from "./passes";

if (tfjsNodeMissing === undefined) {
  await startBackend("tfjs-node");
  updateMatrixCases("the tfjs passes on tfjs-node", onTensors);
  conformanceCases("the tfjs passes on tfjs-node", tfjsPasses());
} else {
  console.warn(`skipped: ${tfjsNodeMissing}`);
  describe.skip(`the tfjs passes on tfjs-node: ${tfjsNodeMissing}`, () => test("", () => {}));
}
