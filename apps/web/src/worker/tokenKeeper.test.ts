import { expect, test } from "vitest";
import { keptTexts } from "../ui/storage";
import type { Claim } from "./claimToken";
import { tokenKeeper } from "./tokenKeeper";

/** The tabs of one browser: each storage is a tab's, the claims are shared. */
function browser() {
  const held = new Set<string>();
  const claim = async (token: string): Promise<Claim | undefined> => {
    if (held.has(token)) return undefined;
    held.add(token);
    return { release: () => void held.delete(token) };
  };
  return {
    held,
    tab(texts = new Map<string, string>()) {
      const storage = keptTexts(() => ({
        getItem: (key) => texts.get(key) ?? null,
        setItem: (key, value) => void texts.set(key, value),
        removeItem: (key) => void texts.delete(key),
      }));
      return { texts, keeper: tokenKeeper("slot", storage, claim) };
    },
  };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("a duplicate of a tab has no token, and forgets the copy, so that its reload does not take it either", async () => {
  const { tab } = browser();
  const original = tab();
  original.keeper.keep("ada");
  const duplicate = tab(new Map(original.texts));
  expect(await duplicate.keeper.take()).toBeUndefined();
  expect(duplicate.texts.size).toBe(0);
  duplicate.keeper.keep("ben");
  expect(original.texts.get("slot")).toBe("ada");
});

test("a reloaded tab gets its token back", async () => {
  const { tab } = browser();
  const before = tab();
  before.keeper.keep("ada");
  before.keeper.release();
  await settled();
  expect(await tab(before.texts).keeper.take()).toBe("ada");
});

test("a tab takes its own token again for another Web Worker", async () => {
  const { keeper } = browser().tab();
  keeper.keep("ada");
  expect(await keeper.take()).toBe("ada");
  keeper.release();
  expect(await keeper.take()).toBe("ada");
});

test("a tab holds only the token of its present worker", async () => {
  const { tab, held } = browser();
  const { keeper } = tab();
  keeper.keep("ada");
  keeper.keep("ada"); // after each connection
  keeper.keep("ben");
  await settled();
  expect([...held]).toEqual(["ben"]);
  keeper.keep(undefined);
  await settled();
  expect([...held]).toEqual([]);
});
