import { describe, expect, test } from "vitest";
import { lessonAddress, loadLessons } from "./loadLessons";

const BASE = "https://school.example/hm/";
const answer = (text: string | undefined) => ({
  ok: text !== undefined,
  status: text === undefined ? 404 : 200,
  text: async () => text ?? "",
});
const LESSON = (number: number) =>
  JSON.stringify({
    number,
    id: "a",
    title: "A",
    goal: "g",
    minutes: 1,
    runs: [{ label: "a" }],
    seeds: [1],
    steps: [{ say: "s", do: "say" }],
    check: [{ name: "ends", arm: "mean" }],
  });

describe("loadLessons", () => {
  test("fetches the files of the index beside the page, at any base path", async () => {
    const files = new Map([
      ["https://school.example/hm/lessons/index.json", '["01-a.json","02-a.json"]'],
      ["https://school.example/hm/lessons/01-a.json", LESSON(1)],
      ["https://school.example/hm/lessons/02-a.json", LESSON(2)],
    ]);
    const fetch = async (address: string) => answer(files.get(address));
    const { lessons, problems } = await loadLessons(BASE, fetch);
    expect(lessons.map(({ number }) => number)).toEqual([1, 2]);
    expect(problems).toEqual([]);
  });

  test("leaves out a lesson that does not arrive or is none, and says which", async () => {
    const files = new Map([
      [`${BASE}lessons/index.json`, '["01-a.json","02-a.json","03-a.json","04-a.json"]'],
      [`${BASE}lessons/01-a.json`, LESSON(1)],
      [`${BASE}lessons/02-a.json`, "<!doctype html>"],
    ]);
    const fetch = async (address: string) => {
      if (address.endsWith("04-a.json")) throw new TypeError("Failed to fetch");
      return answer(files.get(address));
    };
    const { lessons, problems } = await loadLessons(BASE, fetch);
    expect(lessons.map(({ number }) => number)).toEqual([1]);
    expect(problems).toEqual([
      expect.stringContaining("02-a.json: must be JSON"),
      expect.stringContaining(`${BASE}lessons/03-a.json did not arrive (status 404)`),
      expect.stringContaining(`${BASE}lessons/04-a.json did not arrive (no answer)`),
    ]);
  });

  test("refuses an index that does not arrive, or is a page", async () => {
    const told = (text: string | undefined) => loadLessons(BASE, async () => answer(text));
    await expect(told(undefined)).rejects.toThrow(
      "lessons/index.json did not arrive (status 404): try again",
    );
    await expect(told("<!doctype html>")).rejects.toThrow(
      "lessons/index.json is no list of lessons: try again",
    );
    await expect(told('{"a":1}')).rejects.toThrow("lessons/index.json is no list of lessons: try again");
  });

  test("lessonAddress keeps the site's path", () => {
    expect(lessonAddress("01-a.jsonl", "http://x/hm/")).toBe("http://x/hm/lessons/01-a.jsonl");
  });
});
