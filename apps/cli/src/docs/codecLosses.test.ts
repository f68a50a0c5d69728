import { expect, test } from "vitest";
import { codecLosses } from "./codecLosses";

test("codecLosses writes one loss a line, and an empty list where there is none", () => {
  const loss = { rule: "krum", codec: "int8", loses: '3.0 points (foe, "x")' };
  expect(codecLosses(JSON.stringify([loss]))).toContain(`Loss[] = [
  { rule: "krum", codec: "int8", loses: "3.0 points (foe, \\"x\\")" },
];
`);
  expect(codecLosses()).toContain("Loss[] = [];\n");
});
