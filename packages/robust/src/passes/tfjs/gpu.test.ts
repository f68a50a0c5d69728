import { chooseNodeBackend } from "@honest-majority/backends";
import { describe, test } from "vitest";
import { updateMatrixCases } from "../../matrix/updateMatrix.cases";
import { conformanceCases } from "../../methods/conformance.cases";
import { onTensors } from "./landed.cases";
import { tfjsPasses } from "./passes";

const { name, note } = await chooseNodeBackend();

if (name === "webgpu" || name === "tfjs-node-gpu") {
  updateMatrixCases(`the tfjs passes on ${name}`, onTensors);
  conformanceCases(`the tfjs passes on ${name}`, tfjsPasses());
} else {
  describe.skip(`the tfjs passes on a GPU in Node: ${note}`, () => test("", () => {}));
}
