import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeKeepFiles } from "./keepFiles.mjs";

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "keep-files-"));
  await writeFile(join(folder, "index.html"), "<!doctype html>");
  await writeFile(join(folder, "main.js"), "1");
  await writeKeepFiles(folder);
  program = await readFile(join(folder, "keepFiles.js"), "utf8");
});
afterAll(() => rm(folder, { recursive: true }));

/** Installs and activates the site's service worker at a path of an origin that has these caches. */
async function installed(scope: string, names: Set<string>) {
  const asked: { url: string; cache?: string }[] = [];
  const done: Promise<unknown>[] = [];
  const on = new Map<string, (event: unknown) => void>();
  runInNewContext(program, {
    Request: class {
      constructor(url: string, options?: { cache?: string }) {
        Object.assign(this, { url, ...options });
      }
    },
    caches: {
      open: async (name: string) => {
        names.add(name);
        return { addAll: async (list: typeof asked) => void asked.push(...list) };
      },
      keys: async () => [...names],
      delete: async (name: string) => names.delete(name),
    },
    self: {
      registration: { scope },
      addEventListener: (type: string, listener: (event: unknown) => void) => on.set(type, listener),
      skipWaiting: () => {},
      clients: { claim: () => {} },
    },
  });
  for (const type of ["install", "activate"]) {
    on.get(type)?.({ waitUntil: (work: Promise<unknown>) => done.push(work) });
    await Promise.all(done);
  }
  return asked.map(({ url, cache }) => ({ url, cache }));
}

test("the service worker asks the server for every file, and deletes no cache but its own older ones", async () => {
  const names = new Set<string>();
  await installed("https://school.example/", names);
  const [other] = names;
  names.add("another program's").add("honest-majority https://school.example/hm/ older");
  expect(await installed("https://school.example/hm/", names)).toEqual([
    { url: "./", cache: "reload" },
    { url: "main.js", cache: "reload" },
  ]);
  expect([...names].filter((name) => name.endsWith("older"))).toEqual([]);
  expect(names).toContain(other);
  expect(names).toContain("another program's");
  expect(names.size).toBe(3);
});
