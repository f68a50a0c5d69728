import { expect, test } from "vitest";
import { readWorkerFragment, secureAddress } from "./secureWay";

const http = { hostname: "192.168.1.5", pathname: "/join/KRUM-42", search: "?backend=webgl" };

test("the way to https keeps page and worker, and leaves no token in the address bar", () => {
  const address = secureAddress(http, 8443, "a b&c");
  expect(address).toBe("https://192.168.1.5:8443/join/KRUM-42?backend=webgl#worker=a%20b%26c");
  expect(secureAddress(http, 8443, undefined)).not.toContain("#");
  const kept: unknown[] = [];
  const shown: unknown[] = [];
  const read = (hash: string) =>
    readWorkerFragment(
      "KRUM-42",
      { ...http, hash },
      { replaceState: (_state, _title, url) => shown.push(url) },
      { keep: (...pair) => kept.push(pair) > 0 },
    );
  read(new URL(address).hash);
  expect(kept).toEqual([["honest-majority:worker:KRUM-42:tab", "a b&c"]]);
  expect(shown).toEqual(["/join/KRUM-42?backend=webgl"]);
  read("");
  read("#token=t");
  expect([kept.length, shown.length]).toEqual([1, 1]);
});
