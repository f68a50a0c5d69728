/** What docs/privacy.md says of browsers' storage is what the pages do. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const page = readFileSync(join(ROOT, "docs/privacy.md"), "utf8");
const sources = ["apps", "packages"]
  .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}/src`))
  .filter((folder) => existsSync(join(ROOT, folder)))
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { encoding: "utf8", recursive: true }).map(
      (name) => `${folder}/${name.replaceAll("\\", "/")}`,
    ),
  )
  .filter((path) => /\.tsx?$/.test(path) && !/\.(test|cases)\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
const filesWith = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe("docs/privacy.md", () => {
  test("names every entry that the pages keep, and no other", () => {
    const kept = sources.flatMap(({ text }) =>
      [...text.matchAll(/honest-majority:[a-z]+/g)].map(([key]) => key),
    );
    const named = [...page.matchAll(/`(honest-majority:[a-z]+)/g)].map(([, key]) => key);
    expect(kept.length).toBeGreaterThan(0);
    expect([...new Set(named)].sort()).toEqual([...new Set(kept)].sort());
  });

  test("is right that there is no cookie and no other storage", () => {
    expect(filesWith(/document\.cookie|cookieStore|set-cookie|indexedDB|caches\.(open|match)/i)).toEqual([]);
    expect(filesWith(/localStorage|sessionStorage/)).toEqual(["apps/web/src/ui/storage.ts"]);
    const lasting = ["apps/web/src/dashboard/view.ts", "apps/web/src/ui/storage.ts"];
    expect(filesWith(/\bbrowserStorage\b/).sort()).toEqual(lasting);
  });

  test("is right that the pages ask for no camera, microphone, place or notification", () => {
    expect(filesWith(/getUserMedia|geolocation|Notification\.|showOpenFilePicker/)).toEqual([]);
  });
});
