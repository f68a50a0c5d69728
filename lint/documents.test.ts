/** What holds of every document: its paths, links and npm scripts exist, and its lines and tables are in order. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8").replaceAll("\r\n", "\n");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

const FOLDERS = ["apps", "packages", "e2e", "docs", "lint", "public", "examples", ".github"];
const FILES = [
  ...readdirSync(ROOT, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? entry.name : [])),
  ...FOLDERS.filter((folder) => existsSync(join(ROOT, folder))).flatMap(filesUnder),
];
const DOCUMENTS = FILES.filter((path) => path.endsWith(".md"));

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "node_modules" || entry.name === "dist") return [];
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(path) : path;
  });
}

const withoutCode = (page: string) => page.replace(/^```[\s\S]*?^```/gm, "");

/** The lines of a page that are neither in a table nor in a block of code. */
function prose(page: string): string[] {
  return withoutCode(page)
    .split("\n")
    .filter((line) => !line.startsWith("|"));
}

/** The anchor that GitHub makes of a heading. */
function anchorOf(heading: string): string {
  const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
  return text.replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-");
}

const anchorsOf = (page: string) =>
  [...withoutCode(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading));

/** Whether there is such a file or folder; NAME stands for any name. */
function exists(path: string, from: string): boolean {
  const places = [path, join(from, path)];
  if (!path.includes("NAME")) {
    return places.some((place) => existsSync(join(ROOT, place))) || isAbbreviated(path);
  }
  const pattern = new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll("NAME", "[^/]+")}$`);
  return FILES.some((file) => pattern.test(file));
}

/** `rounds/roles.ts` for packages/rounds/src/roles.ts, or the end of a path alone. */
function isAbbreviated(path: string): boolean {
  return /\.tsx?$/.test(path) && FILES.some((file) => `/${file.replace("/src/", "/")}`.endsWith(`/${path}`));
}

/** The paths in a page's `code`. */
function pathsIn(page: string): string[] {
  const spans = [...withoutCode(page).matchAll(/`([^`\n]+)`/g)].map(([, span]) => span);
  const inFolder = new RegExp(`^(${FOLDERS.join("|").replace(".", "\\.")})/[\\w./-]*$`);
  const isSource = (span: string) => /^[\w./-]+\.(ts|tsx|css)$/.test(span) && !/^(x|NAME)?\./.test(span);
  return spans.filter((span) => inFolder.test(span) || isSource(span));
}

describe.each(DOCUMENTS)("%s", (path) => {
  const page = read(path);
  const from = dirname(path);

  test("names only paths that exist", () => {
    expect(pathsIn(page).filter((named) => !exists(named, from))).toEqual([]);
  });

  test("links only to pages and headings that exist", () => {
    const links = [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
    const broken = links.filter((link) => {
      if (/^(https?|mailto):/.test(link)) return false;
      const [target, anchor] = link.split("#");
      const file = target === "" ? path : join(from, target).replaceAll("\\", "/");
      if (!existsSync(join(ROOT, file))) return true;
      return anchor !== undefined && !anchorsOf(read(file)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test("names only npm scripts that exist", () => {
    const shown = page.replace(/<!--[\s\S]*?-->/g, "");
    const named = [...shown.matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)].map(([, name]) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test("has each heading once", () => {
    const headings = prose(page).filter((line) => /^#+ /.test(line));
    const repeated = headings.filter((heading, i) => headings.indexOf(heading) !== i);
    expect(repeated).toEqual([]);
  });

  test("wraps its prose at 100 columns", () => {
    const shown = prose(page.replace(/<!--[\s\S]*?-->/g, "")).map((line) =>
      line.replace(/\]\([^)]*\)/g, "]"),
    );
    expect(shown.filter((line) => [...line].length > 100)).toEqual([]);
  });

  test("has as many cells in each table row as in the table's head", () => {
    const cells = (line: string) => line.replaceAll("\\|", "").split("|").length;
    let head = 0;
    const uneven: string[] = [];
    for (const line of page.split("\n")) {
      if (!line.startsWith("|")) head = 0;
      else if (head === 0) head = cells(line);
      else if (cells(line) !== head) uneven.push(line);
    }
    expect(uneven).toEqual([]);
  });
});
