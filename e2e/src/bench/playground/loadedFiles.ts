/** What of the site a page has loaded before any learner: its own files, and beside them the room's script with what it imports. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { SITE, type serveSite } from "../../site/serveSite";

export interface FileSize {
  /** "assets/main-….js" */
  file: string;
  gzipped: number;
}

/** The learner, one Web Worker for each worker, has this name of a script; the room's is the other one. */
const LEARNER = /^assets\/main-/;
const CODE = /\.(js|css|html)$/;

export async function loadedFiles(
  page: Page,
  { address, workerScripts }: Pick<Awaited<ReturnType<typeof serveSite>>, "address" | "workerScripts">,
): Promise<{ page: string[]; room: string[] }> {
  const asked = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  const own = asked
    .filter((url) => url.startsWith(address))
    .map((url) => decodeURI(url.slice(address.length)).replace(/[?#].*/, ""))
    .filter((file) => CODE.test(file) && !workerScripts.has(file));
  const rooms = [...workerScripts].filter((file) => !LEARNER.test(file));
  if (rooms.length === 0 || rooms.length === workerScripts.size)
    throw new Error(
      `the scripts of room and learner must be told apart, got ${[...workerScripts].join(", ")}`,
    );
  return { page: [...new Set(["index.html", ...own])], room: [...new Set(rooms.flatMap(withImports))] };
}

/** A script and all that it imports before it runs. */
function withImports(file: string): string[] {
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    const text = readFileSync(join(SITE, name), "utf8");
    for (const [, imported] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      add(`assets/${imported}`);
  };
  add(file);
  return [...found];
}

/** The largest first. */
export function sizesOf(files: readonly string[]): FileSize[] {
  return files
    .map((file) => ({ file, gzipped: gzipSync(readFileSync(join(SITE, file)), { level: 9 }).length }))
    .sort((a, b) => b.gzipped - a.gzipped);
}
