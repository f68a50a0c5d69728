import { describe, expect, test } from "vitest";
import { defaultDataDir } from "./dataDir";

describe("defaultDataDir", () => {
  test("takes DATA_DIR, and data where it is unset or empty", () => {
    expect(defaultDataDir({ DATA_DIR: "/srv/data" })).toBe("/srv/data");
    expect(defaultDataDir({})).toBe("data");
    expect(defaultDataDir({ DATA_DIR: "" })).toBe("data");
  });
});
