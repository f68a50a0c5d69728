import { describe, expect, test } from "vitest";
import { NotArrived } from "../load/arrived";
import { type BrowserRung, type Choosing, chooseBrowserBackend as chooseNow } from "./ladder";

const rung = (name: string, problem?: string): BrowserRung => ({
  name,
  title: name.toUpperCase(),
  open: async () => {
    if (problem !== undefined) throw new Error(problem);
  },
});
/** No second passes. */
const chooseBrowserBackend = (rungs: readonly BrowserRung[], choosing: Omit<Choosing, "everySecond">) =>
  chooseNow(rungs, { ...choosing, everySecond: () => () => {} });
const right = async () => ({ ok: true, largestError: 0 }) as const;

describe("chooseBrowserBackend", () => {
  test("chooses the first rung that starts, without a note", async () => {
    expect(await chooseBrowserBackend([rung("gpu"), rung("cpu")], { selfTest: right })).toEqual({
      name: "gpu",
      note: "",
    });
  });

  test("notes why it skipped each rung", async () => {
    const rungs = [rung("gpu", "this page is not served over https"), rung("gl", "lost"), rung("cpu")];
    expect(await chooseBrowserBackend(rungs, { selfTest: right })).toEqual({
      name: "cpu",
      note: "no GPU: this page is not served over https; no GL: lost",
    });
  });

  test("does not go down to a worse rung because a part of a better one did not arrive", async () => {
    const opened: string[] = [];
    const lost: BrowserRung = {
      ...rung("wasm"),
      open: () => Promise.reject(new NotArrived(new TypeError("Failed to fetch"))),
    };
    const cpu: BrowserRung = { ...rung("cpu"), open: async () => void opened.push("cpu") };
    const chosen = chooseBrowserBackend([rung("gpu", "none"), lost, cpu], { selfTest: right });
    await expect(chosen).rejects.toBeInstanceOf(NotArrived);
    expect(opened).toEqual([]);
  });

  test("skips a backend that computes wrong results, and notes them", async () => {
    let tests = 0;
    const selfTest = async () =>
      tests++ === 0
        ? ({ ok: false, detail: "gradient 3 is 0.1, not 0.2" } as const)
        : ({ ok: true, largestError: 0 } as const);
    expect(await chooseBrowserBackend([rung("gpu"), rung("cpu")], { selfTest })).toEqual({
      name: "cpu",
      note: "GPU computes wrongly: gradient 3 is 0.1, not 0.2",
    });
  });

  test("chooses a forced rung instead of a better one, and no other if it fails", async () => {
    const rungs = [rung("gpu"), rung("wasm"), rung("cpu")];
    expect((await chooseBrowserBackend(rungs, { selfTest: right, forced: "wasm" })).name).toBe("wasm");
    const broken = [rung("gpu"), rung("wasm", "no file"), rung("cpu")];
    await expect(chooseBrowserBackend(broken, { selfTest: right, forced: "wasm" })).rejects.toThrow(
      "no WASM: no file",
    );
  });

  test("passes to a rung whether it is forced, so that it starts although another is better", async () => {
    const slow: BrowserRung = {
      ...rung("gl"),
      async open(forced) {
        if (!forced) throw new Error("slow here");
      },
    };
    expect((await chooseBrowserBackend([slow, rung("cpu")], { selfTest: right })).name).toBe("cpu");
    expect((await chooseBrowserBackend([slow, rung("cpu")], { selfTest: right, forced: "gl" })).name).toBe(
      "gl",
    );
  });

  test("notes a forced rung that does not exist, and chooses among all", async () => {
    const chosen = await chooseBrowserBackend([rung("gpu")], { selfTest: right, forced: "tpu" });
    expect(chosen).toEqual({ name: "gpu", note: 'no backend is called "tpu", there are gpu' });
  });

  test("throws the reasons of all rungs if none works", async () => {
    const nothing = chooseBrowserBackend([rung("gpu", "a"), rung("cpu", "b")], { selfTest: right });
    await expect(nothing).rejects.toThrow("no GPU: a; no CPU: b");
  });

  test("starts a backend that died once again, and says so", async () => {
    const deaths = [{ backend: "gpu", why: "the device was lost" }];
    expect(await chooseBrowserBackend([rung("gpu"), rung("cpu")], { selfTest: right, deaths })).toEqual({
      name: "gpu",
      note: "GPU was started again: it stopped once in this tab (the device was lost)",
    });
  });

  test("skips a backend that died twice, and says why it died last", async () => {
    const deaths = ["the device was lost", "it did not answer within 20 s"].map((why) => ({
      backend: "gpu",
      why,
    }));
    expect(await chooseBrowserBackend([rung("gpu"), rung("cpu")], { selfTest: right, deaths })).toEqual({
      name: "cpu",
      note: "no GPU: it stopped twice in this tab (it did not answer within 20 s)",
    });
    await expect(
      chooseBrowserBackend([rung("gpu"), rung("cpu")], { selfTest: right, deaths, forced: "gpu" }),
    ).rejects.toThrow("it stopped twice in this tab");
  });

  test("skips at once a backend that computed a model wrongly", async () => {
    const deaths = [{ backend: "gpu", why: "it computes wrongly: the loss", wrong: true } as const];
    expect(await chooseBrowserBackend([rung("gpu"), rung("cpu")], { selfTest: right, deaths })).toEqual({
      name: "cpu",
      note: "no GPU: it computes wrongly: the loss",
    });
  });

  test.each(["open", "selfTest"] as const)("does not wait for ever for %s of a rung", async (hangs) => {
    const never = () => new Promise<never>(() => {});
    const hanging: BrowserRung = { ...rung("gpu"), open: hangs === "open" ? never : async () => {} };
    let tests = 0;
    const selfTest = () => (hangs === "selfTest" && tests++ === 0 ? never() : right());
    const ticks = new Set<() => void>();
    const choosing = chooseNow([hanging, rung("cpu")], {
      selfTest,
      everySecond(what) {
        ticks.add(what);
        return () => void ticks.delete(what);
      },
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
    for (let s = 0; s < 90; s++) for (const tick of [...ticks]) tick();
    expect(await choosing).toEqual({ name: "cpu", note: "no GPU: it did not answer within 90 s" });
  });
});
