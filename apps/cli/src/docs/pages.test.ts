import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { cloneInstallation } from "../installation";
import { programFor } from "../program";
import { pagesFor, WRITE_DOCS } from "./pages";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}${path}`, "utf8");

const DOCS = readdirSync(`${ROOT}docs`, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`);
const ALL = ["README.md", ...DOCS];

/** The lines of a page that are neither in a table nor in a block of code. */
function prose(page: string): string[] {
  return page
    .replace(/^```[\s\S]*?^```/gm, "")
    .split("\n")
    .filter((line) => !line.startsWith("|"));
}

describe.each(Object.entries(pagesFor(await programFor([], cloneInstallation()))))("%s", (path, write) => {
  test("matches the registries", () => {
    const committed = read(path);
    const message = `${path} differs from the registries: run ${WRITE_DOCS} and commit it`;
    expect(committed === write(committed), message).toBe(true);
  });
});

describe.each(ALL)("%s", (path) => {
  test("has each heading once", () => {
    const headings = prose(read(path)).filter((line) => /^#+ /.test(line));
    const repeated = headings.filter((heading, i) => headings.indexOf(heading) !== i);
    expect(repeated).toEqual([]);
  });

  test("wraps its prose at 100 columns", () => {
    const page = read(path).replace(/<!--[\s\S]*?-->/g, "");
    const shown = prose(page).map((line) => line.replace(/\]\([^)]*\)/g, "]"));
    expect(shown.filter((line) => [...line].length > 100)).toEqual([]);
  });

  test("has as many cells in each table row as in the table's head", () => {
    const cells = (line: string) => line.replaceAll("\\|", "").split("|").length;
    let head = 0;
    const uneven: string[] = [];
    for (const line of read(path).split("\n")) {
      if (!line.startsWith("|")) head = 0;
      else if (head === 0) head = cells(line);
      else if (cells(line) !== head) uneven.push(line);
    }
    expect(uneven).toEqual([]);
  });
});

test("docs/architecture.md gives a reason for every dependency", () => {
  const folders = ["packages", "apps"].flatMap((group) =>
    readdirSync(`${ROOT}${group}`).map((name) => `${group}/${name}/`),
  );
  const used = ["", "e2e/", ...folders].flatMap((folder) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(read(`${folder}package.json`));
    return Object.keys({ ...dependencies, ...devDependencies });
  });
  const page = read("docs/architecture.md");
  const missing = used.filter(
    (name) => !name.startsWith("@honest-majority/") && !page.includes(`\`${name}\``),
  );
  expect(missing).toEqual([]);
});

test("docs/running.md names every npm script", () => {
  const { scripts } = JSON.parse(read("package.json"));
  const page = read("docs/running.md");
  const missing = Object.keys(scripts).filter((name) => !new RegExp(`\`npm (run )?${name}\``).test(page));
  expect(missing).toEqual([]);
});
