import { expect, test } from "vitest";
import { chooseBackend, type Rung } from "./ladder";

const rung = (name: string, problem?: string): Rung => ({
  name,
  title: name.toUpperCase(),
  open: async () => {
    if (problem !== undefined) throw new Error(problem);
  },
});
const right = async () => ({ ok: true }) as const;

test("the first rung that opens is taken, without a word", async () => {
  expect(await chooseBackend([rung("gpu"), rung("cpu")], { selfTest: right })).toEqual({
    name: "gpu",
    note: "",
  });
});

test("each rung passed over leaves its reason", async () => {
  const rungs = [rung("gpu", "this page is not served over https"), rung("gl", "lost"), rung("cpu")];
  expect(await chooseBackend(rungs, { selfTest: right })).toEqual({
    name: "cpu",
    note: "no GPU: this page is not served over https; no GL: lost",
  });
});

test("a backend that computes wrongly is refused, with what it computed", async () => {
  let tests = 0;
  const selfTest = async () =>
    tests++ === 0 ? ({ ok: false, detail: "gradient 3 is 0.1, not 0.2" } as const) : ({ ok: true } as const);
  expect(await chooseBackend([rung("gpu"), rung("cpu")], { selfTest })).toEqual({
    name: "cpu",
    note: "GPU computes wrongly: gradient 3 is 0.1, not 0.2",
  });
});

test("a forced rung is taken over a better one, and never replaced by another", async () => {
  const rungs = [rung("gpu"), rung("wasm"), rung("cpu")];
  expect((await chooseBackend(rungs, { selfTest: right, forced: "wasm" })).name).toBe("wasm");
  const broken = [rung("gpu"), rung("wasm", "no file"), rung("cpu")];
  await expect(chooseBackend(broken, { selfTest: right, forced: "wasm" })).rejects.toThrow(
    "no WASM: no file",
  );
});

test("a rung knows whether it is forced, and may then open though another would be better", async () => {
  const slow: Rung = {
    ...rung("gl"),
    async open(forced) {
      if (!forced) throw new Error("slow here");
    },
  };
  expect((await chooseBackend([slow, rung("cpu")], { selfTest: right })).name).toBe("cpu");
  expect((await chooseBackend([slow, rung("cpu")], { selfTest: right, forced: "gl" })).name).toBe("gl");
});

test("a forced rung that does not exist is said, and the ladder is climbed as usual", async () => {
  const chosen = await chooseBackend([rung("gpu")], { selfTest: right, forced: "tpu" });
  expect(chosen).toEqual({ name: "gpu", note: 'no backend is called "tpu", there are gpu' });
});

test("when nothing works, every reason is given", async () => {
  const nothing = chooseBackend([rung("gpu", "a"), rung("cpu", "b")], { selfTest: right });
  await expect(nothing).rejects.toThrow("no GPU: a; no CPU: b");
});
