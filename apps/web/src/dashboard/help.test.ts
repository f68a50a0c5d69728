import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TROUBLES } from "@honest-majority/lessons";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const SOURCES = ["apps/web/src", "packages/protocol/src", "packages/robust/src", "packages/learning/src"]
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  )
  .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test."))
  .map((path) => readFileSync(join(ROOT, path), "utf8").replaceAll(/\s+/g, " "));

/** What the browser says, and what the coordinator's machine calls its own. */
const FOREIGN = ["Advanced", "Proceed"];

test.each(TROUBLES)("help on “$what” names only controls that the pages have", ({ byItself, remedy }) => {
  const named = [...`${byItself} ${remedy}`.matchAll(/\*([^*]+)\*/g)].map(([, name]) => name);
  const missing = named.filter(
    (name) => !FOREIGN.includes(name) && !SOURCES.some((source) => source.includes(name)),
  );
  expect(missing).toEqual([]);
});
