import { describe, expect, test } from "vitest";
import { keptTexts } from "./storage";

const blocked = () => {
  throw new DOMException("Access is denied for this document.", "SecurityError");
};

function storage(most = Number.POSITIVE_INFINITY) {
  const texts = new Map<string, string>();
  return {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > most) throw new DOMException("too much", "QuotaExceededError");
      texts.set(key, value);
    },
    removeItem: (key: string) => void texts.delete(key),
  };
}

describe("keptTexts", () => {
  test("reads what it keeps, and forgets what it deletes", () => {
    const open = storage();
    const kept = keptTexts(() => open);
    expect(kept.keep("a", "1")).toBe(true);
    expect(keptTexts(() => open).read("a")).toBe("1");
    kept.keep("a", undefined);
    expect(kept.read("a")).toBeUndefined();
  });

  test("keeps texts for as long as the page is open where storage throws", () => {
    const kept = keptTexts(blocked);
    expect(kept.read("a")).toBeUndefined();
    expect(kept.keep("a", "1")).toBe(false);
    expect(kept.read("a")).toBe("1");
    kept.keep("a", undefined);
    expect(kept.read("a")).toBeUndefined();
  });

  test("reads the newest text after the browser has refused one and taken the next", () => {
    const open = storage(3);
    const kept = keptTexts(() => open);
    kept.keep("a", "old");
    expect(kept.keep("a", "much too long")).toBe(false);
    expect(kept.read("a")).toBe("much too long");
    expect(kept.keep("a", "new")).toBe(true);
    expect(kept.read("a")).toBe("new");
  });
});
