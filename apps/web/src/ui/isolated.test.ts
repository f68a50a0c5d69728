import { describe, expect, test } from "vitest";
import { isolated } from "./isolated";

describe("isolated", () => {
  test("encloses a name from right to left between the marks of an isolate", () => {
    expect(isolated("שרה")).toBe("\u2068שרה\u2069");
    expect(isolated("Ada علی")).toBe("\u2068Ada علی\u2069");
  });

  test.each(["Ada", "Вера", "王小明", "😀"])("leaves %s as it is", (name) => {
    expect(isolated(name)).toBe(name);
  });
});
