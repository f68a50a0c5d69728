import { describe, expect, test } from "vitest";
import { parseFragment, readSecretFragment, takeKeyOnce } from "./secret";

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

describe("takeKeyOnce", () => {
  async function take(pathname: string, status: number, body: string) {
    const kept = new Map<string, string>();
    const addresses: string[] = [];
    const asked: string[] = [];
    const refused = await takeKeyOnce(
      { pathname },
      { replaceState: (_data, _unused, url) => void addresses.push(String(url)) },
      {
        ask: async (url, init) => {
          asked.push(`${init?.method} ${url}`);
          return new Response(body, { status });
        },
        storage: { keep: (key, value) => kept.set(key, value ?? "").size > 0 },
      },
    );
    return { refused, asked, kept: [...kept.values()], addresses };
  }

  test("asks with a POST, keeps the key for the tab, and leaves the address", async () => {
    expect(await take("/open/abc", 200, '{"token":"t0k3n","room":"KRUM-42"}')).toEqual({
      refused: undefined,
      asked: ["POST /open/abc"],
      kept: ["t0k3n", "KRUM-42"],
      addresses: ["/"],
    });
  });

  test("says why there is no key, and keeps nothing", async () => {
    const none = { asked: ["POST /open/abc"], kept: [], addresses: [] };
    expect(await take("/open/abc", 410, '{"detail":"It was used."}')).toEqual({
      ...none,
      refused: "It was used.",
    });
    expect(await take("/open/abc", 502, "<html>")).toEqual({
      ...none,
      refused: "The coordinator answered with status 502.",
    });
  });

  test("asks on no other page", async () => {
    for (const path of ["/", "/opening", "/join/KRUM-42"])
      expect(await take(path, 200, "{}")).toEqual({
        refused: undefined,
        asked: [],
        kept: [],
        addresses: [],
      });
  });
});
