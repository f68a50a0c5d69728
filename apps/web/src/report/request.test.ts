import { MODELS } from "@honest-majority/learning/facts";
import { describe, expect, test } from "vitest";
import { requestIn } from "./request";

describe("requestIn", () => {
  test("reads the models, the time limit and whether the doctor waits", () => {
    expect(requestIn("?for=doctor&models=mlp,softmax&limit=5")).toEqual({
      forDoctor: true,
      models: ["softmax", "mlp"],
      limitSeconds: 5,
    });
  });

  test("measures every model, 30 s at most, if the address says nothing that can be used", () => {
    const all = { forDoctor: false, models: Object.keys(MODELS), limitSeconds: 30 };
    for (const query of ["", "?models=gpt&limit=0", "?limit=soon"]) expect(requestIn(query)).toEqual(all);
  });
});
