import { describe, expect, test } from "vitest";
import { lessonAddress, loadLessons } from "./loadLessons";

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
    const lessons = await loadLessons("https://school.example/hm/", fetch);
    expect(lessons.map(({ number }) => number)).toEqual([1, 2]);
    files.delete("https://school.example/hm/lessons/02-a.json");
    await expect(loadLessons("https://school.example/hm/", fetch)).rejects.toThrow(
      "https://school.example/hm/lessons/02-a.json did not arrive (status 404)",
    );
  });

  test("lessonAddress keeps the site's path", () => {
    expect(lessonAddress("01-a.jsonl", "http://x/hm/")).toBe("http://x/hm/lessons/01-a.jsonl");
  });
});
