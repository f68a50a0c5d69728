import { describe, expect, test } from "vitest";
import { lessonIn, lessonLink, searchWith } from "./lessonUrl";

describe("the lesson in an address", () => {
  test("has a step that counts from 1, and is the first without one", () => {
    expect(lessonIn("?lesson=one-bad-apple&step=3")).toEqual({ id: "one-bad-apple", step: 2 });
    expect(lessonIn("?lesson=one-bad-apple")).toEqual({ id: "one-bad-apple", step: 0 });
    expect(lessonIn("?lesson=a&step=x")).toEqual({ id: "a", step: 0 });
    expect([lessonIn(""), lessonIn("?lesson=&step=2")]).toEqual([undefined, undefined]);
  });

  test("comes and goes beside the settings, which stay as they are written", () => {
    const settings = "?arms=mean,krum&turns=15:1,25:0";
    const opened = searchWith(settings, { id: "a", step: 1 });
    expect(opened).toBe("?lesson=a&step=2&arms=mean,krum&turns=15:1,25:0");
    expect(searchWith(opened, { id: "b", step: 0 })).toBe("?lesson=b&arms=mean,krum&turns=15:1,25:0");
    expect(searchWith(opened, undefined)).toBe(settings);
    expect(searchWith("?lesson=a", undefined)).toBe("");
    expect(searchWith("", { id: "a", step: 0 })).toBe("?lesson=a");
  });

  test("as a link leads to a playground that students reach, without the secrets of the page", () => {
    const join = "http://192.168.1.5:8080/join/KRUM-42";
    expect(lessonLink("a", "http://localhost:8080/?lesson=b#secret", join)).toBe(
      "http://192.168.1.5:8080/playground?lesson=a",
    );
    expect(lessonLink("a", "https://school.example/hm/?f=2#secret")).toBe(
      "https://school.example/hm/?lesson=a",
    );
  });
});
