import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";
import { describe, expect, test } from "vitest";
import { DATASETS, MODELS, type Option, PARTITIONS, SCHEDULES } from "./facts";

describe.each([
  ["MODELS", MODELS, "model"],
  ["DATASETS", DATASETS, "dataset"],
  ["PARTITIONS", PARTITIONS, "partition"],
  ["SCHEDULES", SCHEDULES, "schedule"],
])("%s", (_, registry, tag) => {
  test.each(Object.entries(registry))("%s has its key, names and a sentence", (key, entry) => {
    expect((entry as unknown as Record<string, unknown>)[tag]).toBe(key);
    expect(entry.name).toMatch(/\S/);
    expect(entry.shortName).toMatch(/\S/);
    expect(entry.shortName.length).toBeLessThanOrEqual(entry.name.length);
    expect(entry.sentence).toMatch(/^[A-Z].*\.$/);
  });
});

describe.each(Object.entries({ ...PARTITIONS, ...SCHEDULES }))("the options of %s", (_, { options }) => {
  test("have labels, and defaults within their bounds", () => {
    for (const option of Object.values<Option>(options)) {
      expect(option.label).toMatch(/\S/);
      const { kind, default: value, min = value, max = value, above = -Infinity, below = Infinity } = option;
      expect(value >= min && value <= max && value > above && value < below).toBe(true);
      if (kind === "integer") expect(Number.isInteger(value)).toBe(true);
    }
  });
});

test("the data sets are drawn, or read from files that the publisher has", async () => {
  for (const { draw, files, classes, height, width, channels } of Object.values(DATASETS)) {
    if (files === undefined) {
      const { train } = await draw(1);
      expect(train).toMatchObject({ classes, height, width, channels });
    } else {
      expect(files.download.base).toMatch(/^https:.*\/$/);
      for (const { name, md5 } of files.download.files) {
        expect(name).toMatch(/\.gz$/);
        expect(md5).toMatch(/^[0-9a-f]{32}$/);
      }
    }
  }
});

test("the bundle of ./facts holds no tfjs and no WebAssembly kernel, and loads what computes on demand", async () => {
  const built = (await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      rolldownOptions: {
        input: fileURLToPath(new URL("./facts.ts", import.meta.url)),
        preserveEntrySignatures: "strict",
      },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = built.output.filter((file) => file.type === "chunk");
  const modules = (isWanted: (chunk: Rolldown.OutputChunk) => boolean) =>
    chunks.filter(isWanted).flatMap(({ moduleIds }) => moduleIds);
  expect(modules(() => true).filter((id) => /tensorflow|wasm|\/backend\/|\/model\//.test(id))).toEqual([]);
  const first = modules(({ isEntry }) => isEntry);
  expect(first.some((id) => id.endsWith("/datasets/mnist.ts"))).toBe(true);
  expect(first.filter((id) => /\/(glyphs\/|data\/)/.test(id))).toEqual([]);
});
