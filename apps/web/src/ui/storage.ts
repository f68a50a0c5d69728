/**
 * What a browser keeps for this page. Reading `sessionStorage` or `localStorage` throws where a person or a school has
 * blocked site data, so nothing else reads them. What is blocked, or too much, is kept until the page is closed.
 */
export interface KeptTexts {
  read(key: string): string | undefined;
  /** Undefined deletes. Returns whether the browser keeps it. */
  keep(key: string, value: string | undefined): boolean;
}

/** `open` may throw, and so may every call on what it returns. */
export function keptTexts(open: () => Pick<Storage, "getItem" | "setItem" | "removeItem">): KeptTexts {
  /** Undefined for what was deleted; has only what the browser did not take. */
  const here = new Map<string, string | undefined>();
  return {
    read(key) {
      if (here.has(key)) return here.get(key);
      try {
        return open().getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    keep(key, value) {
      try {
        if (value === undefined) open().removeItem(key);
        else open().setItem(key, value);
        here.delete(key);
        return true;
      } catch {
        here.set(key, value);
        return false;
      }
    },
  };
}

/** Of this tab: survives a reload, and a duplicate of the tab gets a copy. */
export const tabStorage = keptTexts(() => sessionStorage);
/** Of this browser. */
export const browserStorage = keptTexts(() => localStorage);
