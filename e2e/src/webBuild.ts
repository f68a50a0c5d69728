import { spawn } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { REPOSITORY } from "./repository";

/** The files that the built pages depend on. */
const SOURCES = ["apps/web", "packages", "public", "vite.config.ts", "pack/pages.mjs", "package-lock.json"];

/** Builds the pages when dist/web is missing or older than its sources. */
export async function ensureWebIsBuilt(): Promise<void> {
  const built = await newestChange(join(REPOSITORY, "dist/web/index.html"));
  const changes = await Promise.all(SOURCES.map((source) => newestChange(join(REPOSITORY, source))));
  if (built > Math.max(...changes)) return;
  console.log("dist/web is missing or older than its sources: building it …");
  await buildWeb();
}

/** Unix milliseconds of the newest change at or under `path`; −∞ when it is missing. Tests are ignored. */
export async function newestChange(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return Number.NEGATIVE_INFINITY;
  if (!found.isDirectory()) return found.mtimeMs;
  const names = (await readdir(path)).filter(
    (name) => name !== "node_modules" && name !== "testing" && !name.includes(".test."),
  );
  const changes = await Promise.all(names.map((name) => newestChange(join(path, name))));
  return Math.max(Number.NEGATIVE_INFINITY, ...changes);
}

function buildWeb(): Promise<void> {
  return new Promise((resolve, reject) => {
    // vitest sets NODE_ENV=test, which would build React for development
    const env = { ...process.env, NODE_ENV: "production" };
    const child = spawn(process.execPath, ["pack/pages.mjs"], { cwd: REPOSITORY, env, stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`pack/pages.mjs failed with exit code ${code}`)),
    );
  });
}
