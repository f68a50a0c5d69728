import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { modelTensors, type Tensor } from "./modelTensors";
import { npy } from "./npy";
import { safetensors } from "./safetensors";

const tensors: Tensor[] = [
  { name: "hidden.weights", shape: [2, 3], values: Float32Array.of(1, -2, 0.5, 3e-8, 0, -0) },
  { name: "hidden.bias", shape: [1], values: Float32Array.of(7) },
];
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("modelTensors", () => {
  test("cuts the flat parameters at the layout's names and shapes", () => {
    const parameters = Float32Array.from({ length: 7_850 }, (_, i) => i);
    const cut = modelTensors({ dataset: "glyphs", model: "softmax" }, parameters);
    expect(cut.map(({ name, shape }) => [name, shape])).toEqual([
      ["output.weights", [784, 10]],
      ["output.bias", [10]],
    ]);
    expect(cut[0].values[0]).toBe(0);
    expect(cut[1].values).toEqual(parameters.slice(7_840));
  });

  test("refuses another number of parameters", () => {
    expect(() => modelTensors({ dataset: "glyphs", model: "softmax" }, new Float32Array(7))).toThrow(
      "modelTensors: softmax has 7850 parameters, got 7",
    );
  });
});

test("safetensors has the header's length, the header, and the values of all tensors", () => {
  const file = safetensors(tensors, { rule: "mean" });
  const view = new DataView(file.buffer);
  const length = Number(view.getBigUint64(0, true));
  expect(length % 8).toBe(0);
  expect(JSON.parse(text(file.slice(8, 8 + length)))).toEqual({
    __metadata__: { rule: "mean" },
    "hidden.weights": { dtype: "F32", shape: [2, 3], data_offsets: [0, 24] },
    "hidden.bias": { dtype: "F32", shape: [1], data_offsets: [24, 28] },
  });
  expect(file.length).toBe(8 + length + 28);
  expect(view.getFloat32(8 + length + 4, true)).toBe(-2);
  expect(view.getFloat32(8 + length + 24, true)).toBe(7);
});

test("npy has NumPy's magic, a header that ends at 64 bytes, and the values", () => {
  const file = npy(tensors[0]);
  expect([...file.slice(0, 10)]).toEqual([0x93, ...Buffer.from("NUMPY"), 1, 0, 118, 0]);
  expect(text(file.slice(10, 128))).toBe(
    `${"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".padEnd(117)}\n`,
  );
  expect(new DataView(file.buffer).getFloat32(132, true)).toBe(-2);
  expect(text(npy(tensors[1]).slice(10, 128))).toContain("'shape': (1,), }");
});

/** PYTHON names the interpreter, such as that of a virtual environment. */
const PYTHON = process.env.PYTHON ?? (process.platform === "win32" ? "python" : "python3");

test("NumPy reads both", async ({ skip }) => {
  const found = spawnSync(PYTHON, ["-c", "import numpy"], { encoding: "utf8" });
  if (found.status !== 0) {
    const reason = found.error?.message ?? found.stderr.trim().split("\n").at(-1);
    console.log(`skipped: ${PYTHON} has no NumPy (${reason}); PYTHON names another one`);
    return skip();
  }
  const folder = await mkdtemp(join(tmpdir(), "model-"));
  try {
    await mkdir(join(folder, "npy"));
    for (const tensor of tensors) await writeFile(join(folder, "npy", `${tensor.name}.npy`), npy(tensor));
    await writeFile(join(folder, "model.safetensors"), safetensors(tensors, { rule: "mean" }));
    const script = fileURLToPath(new URL("./readModel.py", import.meta.url));
    const { stdout, stderr } = spawnSync(
      PYTHON,
      [script, join(folder, "npy"), join(folder, "model.safetensors")],
      { encoding: "utf8" },
    );
    expect(stdout, stderr).toMatch(/^{/);
    const read = JSON.parse(stdout);
    const expected = Object.fromEntries(
      tensors.map(({ name, shape, values }) => [name, { shape, dtype: "<f4", values: [...values] }]),
    );
    expect(read.npy).toEqual(expected);
    expect(read.safetensors).toEqual({ facts: { rule: "mean" }, tensors: expected, aligned: true });
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
