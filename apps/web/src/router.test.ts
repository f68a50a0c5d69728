import { describe, expect, test } from "vitest";
import { handoutAddress, matchRoute, replayAddress, sitePageAddress, siteRoute } from "./router";

const route = (path: string) => {
  const { pathname, search } = new URL(path, "http://localhost");
  return matchRoute({ pathname, search });
};

describe("matchRoute", () => {
  test("finds the teacher's page at the root, and rooms under /join, /projector and /swarm in any case", () => {
    expect(route("/projector/krum-42")).toEqual({ page: "projector", room: "KRUM-42" });
    expect(route("/")).toEqual({ page: "home" });
    expect(route("/join/krum-42")).toEqual({ page: "join", room: "KRUM-42", forced: undefined });
    expect(route("/swarm/KRUM-42/?n=3")).toEqual({
      page: "swarm",
      room: "KRUM-42",
      count: 3,
      forced: undefined,
    });
  });

  test("gives a swarm 8 workers by default, and limits the number to 1 … 32", () => {
    const count = (query: string) => {
      const at = route(`/swarm/AB${query}`);
      return at.page === "swarm" ? at.count : undefined;
    };
    expect([count(""), count("?n=0"), count("?n=100"), count("?n=many")]).toEqual([8, 1, 32, 8]);
  });

  test("reads a forced backend from the address", () => {
    expect(route("/join/AB?backend=wasm")).toMatchObject({ forced: "wasm" });
  });

  test("finds the report under /report alone, with its query", () => {
    expect(route("/report/?models=mlp")).toEqual({ page: "report", query: "?models=mlp" });
    expect(route("/report/KRUM-42").page).toBe("unknown");
  });

  test("finds the coordinator's view under its own path, and on the static site in the query", () => {
    expect(route("/coordinator-view?B=4")).toEqual({ page: "coordinator-view", search: "?B=4" });
    expect(route("/coordinator-view/KRUM-42").page).toBe("unknown");
    const onSite = new URL(sitePageAddress("coordinator-view", true), "http://localhost/school/");
    expect(siteRoute(onSite)).toEqual({ page: "coordinator-view", search: "?page=coordinator-view" });
    expect(siteRoute({ search: "?model=mlp&backend=wasm" })).toEqual({
      page: "playground",
      search: "?model=mlp&backend=wasm",
      forced: "wasm",
    });
    expect(route(sitePageAddress("coordinator-view", false)).page).toBe("coordinator-view");
  });

  test("finds the page about batch sizes under its path, and on the site by its query", () => {
    expect(route("/batch-size?m=4")).toEqual({ page: "batch-size", search: "?m=4" });
    expect(siteRoute({ search: "?page=batch-size&m=4" }).page).toBe("batch-size");
    expect(siteRoute({ search: "?m=4" }).page).toBe("playground");
    for (const query of ["", "m=4"]) {
      expect(route(sitePageAddress("batch-size", false, query)).page).toBe("batch-size");
      expect(siteRoute({ search: sitePageAddress("batch-size", true, query) }).page).toBe("batch-size");
    }
  });

  test("finds the handouts, of one lesson and of all", () => {
    expect(route(handoutAddress(false, "a-b"))).toEqual({ page: "handout", search: "?lesson=a-b" });
    expect(route(handoutAddress(false))).toEqual({ page: "handout", search: "" });
    expect(siteRoute({ search: handoutAddress(true, "a-b") })).toEqual({
      page: "handout",
      search: "?page=handout&lesson=a-b",
    });
  });

  test("finds a class's history, and the replay with its query", () => {
    expect(route("/history/krum-42")).toEqual({ page: "history", room: "KRUM-42" });
    expect(route("/history").page).toBe("unknown");
    expect(route("/replay?run=lessons/a")).toEqual({ page: "replay", search: "?run=lessons/a" });
    expect(route("/replay/x").page).toBe("unknown");
  });

  test("the site's query names the page; without one it is the playground", () => {
    expect(siteRoute({ search: "?page=replay&run=lessons/a" }).page).toBe("replay");
    expect(siteRoute({ search: "?model=mlp&backend=wasm" })).toMatchObject({
      page: "playground",
      forced: "wasm",
    });
  });

  test("replayAddress leads to the replay of a lesson, a class's run or a file", () => {
    expect(replayAddress(false)).toBe("/replay");
    expect(replayAddress(true)).toBe("?page=replay");
    expect(replayAddress(false, { run: "lessons/one-bad-apple" })).toBe("/replay?run=lessons/one-bad-apple");
    expect(replayAddress(true, { run: "lessons/a" })).toBe("?page=replay&run=lessons/a");
    expect(replayAddress(false, { run: "r1", room: "KRUM-42" })).toBe("/replay?run=r1&room=KRUM-42");
  });

  test("reports an address that names no page", () => {
    for (const path of [
      "/join",
      "/projector",
      "/projector/AB/more",
      "/join/a!b",
      "/join/AB/more",
      "/elsewhere",
      "/join/%E0%A4%A",
    ]) {
      expect(route(path).page).toBe("unknown");
    }
  });
});
