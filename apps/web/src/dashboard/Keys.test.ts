import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KEYS } from "./Keys";

const GUIDE = new URL("../../../../docs/classroom.md", import.meta.url);

test("docs/classroom.md lists the keys in the order and the words of the dashboard's own list", () => {
  const page = readFileSync(GUIDE, "utf8");
  const table = /\| key \| what it does \|\r?\n\| --- \| --- \|\r?\n((?:\|.*\r?\n)+)/.exec(page)?.[1] ?? "";
  expect(table.trim().split(/\r?\n/)).toEqual(KEYS.map(({ shown, what }) => `| ${shown} | ${what} |`));
});

test("every key does one thing", () => {
  const keys = KEYS.flatMap((entry) => entry.keys);
  expect(new Set(keys).size).toBe(keys.length);
});
