import { expect, test } from "vitest";
import { matchRoute } from "./router";

const route = (path: string) => {
  const { pathname, search } = new URL(path, "http://localhost");
  return matchRoute({ pathname, search });
};

test("the root is the teacher's page, /join and /swarm take a room's code in any case", () => {
  expect(route("/")).toEqual({ page: "home" });
  expect(route("/join/krum-42")).toEqual({ page: "join", room: "KRUM-42", forced: undefined });
  expect(route("/swarm/KRUM-42/?n=3")).toEqual({
    page: "swarm",
    room: "KRUM-42",
    count: 3,
    forced: undefined,
  });
});

test("a swarm has 8 workers unless the address says otherwise, and never none or a hundred", () => {
  const count = (query: string) => {
    const at = route(`/swarm/AB${query}`);
    return at.page === "swarm" ? at.count : undefined;
  };
  expect([count(""), count("?n=0"), count("?n=100"), count("?n=many")]).toEqual([8, 1, 32, 8]);
});

test("the address may force a backend", () => {
  expect(route("/join/AB?backend=wasm")).toMatchObject({ forced: "wasm" });
});

test("what names no page is said to", () => {
  for (const path of ["/join", "/join/a!b", "/join/AB/more", "/elsewhere", "/join/%E0%A4%A"]) {
    expect(route(path).page).toBe("unknown");
  }
});
