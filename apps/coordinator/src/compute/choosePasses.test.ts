import { describe, expect, test } from "vitest";
import { choosePasses, movedSentence, refusal } from "./choosePasses";

const nothing = { name: "wasm", note: "tfjs-node-gpu, tfjs-node and webgpu are not installed" };
const dawn = { name: "webgpu", note: "tfjs-node-gpu and tfjs-node are not installed" };
const measured = (cpuMs: number, gpuMs: number) => async () => ({ m: 8, d: 50_890, cpuMs, gpuMs });
const neverCalled = () => Promise.reject(new Error("there is nothing to measure"));

describe("choosePasses", () => {
  test("chooses the faster of CPU and GPU, and the line gives both times", async () => {
    expect(await choosePasses("auto", dawn, "SIMD WebAssembly", measured(2.14, 9.76))).toEqual({
      on: "cpu",
      line: "Aggregates on SIMD WebAssembly: 2.1 ms a round against 9.8 ms on webgpu (m = 8, d = 50,890)",
    });
    expect(await choosePasses("auto", dawn, "SIMD WebAssembly", measured(31.6, 4))).toEqual({
      on: "gpu",
      line: "Aggregates on webgpu: 4.0 ms a round against 32 ms on SIMD WebAssembly (m = 8, d = 50,890)",
    });
  });

  test("measures nothing without a GPU, and the line says how to add one", async () => {
    expect(await choosePasses("auto", nothing, "SIMD WebAssembly", neverCalled)).toEqual({
      on: "cpu",
      line: "Aggregates on SIMD WebAssembly; no GPU backend is installed (npm install --no-save webgpu adds one)",
    });
    const idle = {
      name: "wasm",
      note: "webgpu does not start (it finds no GPU); tfjs-node-gpu is not installed",
    };
    expect((await choosePasses("auto", idle, "SIMD WebAssembly", neverCalled)).line).toBe(
      "Aggregates on SIMD WebAssembly; no GPU computes here: webgpu does not start (it finds no GPU)",
    );
  });

  test("measures nothing when a flag chooses", async () => {
    expect(await choosePasses("simd", dawn, "SIMD WebAssembly", neverCalled)).toMatchObject({ on: "cpu" });
    expect(await choosePasses("gpu", dawn, "SIMD WebAssembly", neverCalled)).toMatchObject({ on: "gpu" });
  });

  test("chooses the CPU when --aggregate-on gpu meets a GPU that has died since the start", async () => {
    const left = { name: "wasm", note: "webgpu does not start (it stopped: the device was lost)" };
    expect(await choosePasses("gpu", left, "SIMD WebAssembly", neverCalled)).toEqual({
      on: "cpu",
      line: "Aggregates on SIMD WebAssembly; no GPU computes here: webgpu does not start (it stopped: the device was lost)",
    });
  });

  test("movedSentence says what failed, what goes on, and how to come back", () => {
    const moved = { from: "webgpu", why: "out of memory\n  at land", cpuName: "SIMD WebAssembly" };
    expect(movedSentence({ ...moved, died: false, backend: dawn })).toBe(
      "webgpu failed in mid-run: out of memory. The coordinator computed the round again without it, and aggregates on SIMD WebAssembly from now on. To try webgpu again, restart the coordinator: its runs resume after their last recorded round.",
    );
    expect(movedSentence({ ...moved, died: true, backend: nothing })).toContain(
      "and aggregates on SIMD WebAssembly and evaluates on wasm from now on",
    );
  });

  test("refusal says what to do when --aggregate-on gpu finds no GPU", () => {
    expect(refusal("gpu", nothing)).toBe(
      "--aggregate-on gpu: no GPU backend is installed (npm install --no-save webgpu adds one), or leave the flag out",
    );
    expect(refusal("gpu", dawn)).toBeUndefined();
    expect(refusal("auto", nothing)).toBeUndefined();
  });
});
