import { describe, expect, test } from "vitest";
import { entriesOf, libraryManifest, type Manifest } from "./libraryManifest";

const own: Manifest = {
  name: "@honest-majority/example",
  version: "1.2.3",
  description: "An example.",
  type: "module",
  sideEffects: false,
  exports: { ".": "./src/index.ts", "./fast": { node: "./src/node.ts", default: "./src/browser.ts" } },
  dependencies: {
    "@honest-majority/random": "1.2.3",
    "@honest-majority/kernels": "1.2.3",
    "d3-random": "^3.0.2",
  },
};

describe("libraryManifest", () => {
  test("leads each entry and condition to the script that entriesOf builds from its source", () => {
    const { exports } = libraryManifest(own, []);
    expect(exports).toEqual({
      ".": "./index.js",
      "./fast": { node: "./fast.node.js", default: "./fast.js" },
    });
    expect(entriesOf(own)).toEqual({
      index: "./src/index.ts",
      "fast.node": "./src/node.ts",
      fast: "./src/browser.ts",
    });
  });

  test("depends on published packages, and not on those that the bundle holds", () => {
    const { dependencies } = libraryManifest(own, ["@honest-majority/random"]);
    expect(dependencies).toEqual({ "@honest-majority/random": "1.2.3", "d3-random": "^3.0.2" });
  });

  test("has the repository's licence and Node versions, and nothing that only development needs", () => {
    const given = { ...own, private: true, devDependencies: { vitest: "^4.1.12" } };
    const manifest = libraryManifest(given, []);
    expect(manifest).toMatchObject({ license: "MIT", engines: { node: expect.stringContaining("20.19") } });
    expect(manifest).not.toHaveProperty("private");
    expect(manifest).not.toHaveProperty("devDependencies");
  });

  test("refuses a package without a description", () => {
    expect(() => libraryManifest({ ...own, description: undefined }, [])).toThrow(
      "@honest-majority/example must have a description",
    );
  });
});
