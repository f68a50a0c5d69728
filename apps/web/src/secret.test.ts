import { describe, expect, test } from "vitest";
import { parseFragment, readSecretFragment } from "./secret";

describe("parseFragment", () => {
  test("reads fields, or the token alone", () => {
    expect(parseFragment("#token=a-b_c&room=KRUM-42")).toEqual({ token: "a-b_c", room: "KRUM-42" });
    expect(parseFragment("#abc123")).toEqual({ token: "abc123" });
    expect(parseFragment("")).toEqual({});
    expect(parseFragment("#")).toEqual({});
  });
});

describe("readSecretFragment", () => {
  test("keeps the token for the tab and takes it out of the address bar", () => {
    const kept = new Map<string, string>();
    const addresses: string[] = [];
    readSecretFragment(
      { hash: "#token=t0k3n", pathname: "/", search: "?x=1" },
      { replaceState: (_data, _unused, url) => void addresses.push(String(url)) },
      { keep: (key, value) => kept.set(key, value ?? "").size > 0 },
    );
    expect([...kept.values()]).toEqual(["t0k3n"]);
    expect(addresses).toEqual(["/?x=1"]);
  });
});
