import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const SCRIPT = join(import.meta.dirname, "mayRun.mjs");

function run(script: string, version = process.version) {
  const claim = `data:text/javascript,Object.defineProperty(process,"version",{value:"${version}"})`;
  const { status, stderr } = spawnSync(process.execPath, ["--import", claim, script], { encoding: "utf8" });
  return { status, stderr };
}

test.each(["v20.19.0", "v20.20.2", "v22.12.0", "v23.0.0"])("mayRun lets %s run", (version) => {
  expect(run(SCRIPT, version)).toEqual({ status: 0, stderr: "" });
});

test.each(["v18.20.8", "v20.18.9", "v21.7.3", "v22.11.0"])(
  "mayRun says what to install in place of %s",
  (version) => {
    const sentence = new RegExp(`^Node ${version} is too old: install Node 20\\.19 .*\n$`);
    expect(run(SCRIPT, version)).toEqual({ status: 1, stderr: expect.stringMatching(sentence) });
  },
);

test("mayRun says that the packages are missing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "may-run-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const script = join(folder, "pack/mayRun.mjs");
  await cp(SCRIPT, script);
  const missing = { status: 1, stderr: expect.stringMatching(/^The packages are not installed.*npm ci\n$/) };
  expect(run(script)).toEqual(missing);
  for (const tool of ["tsx", "vite"]) await mkdir(join(folder, "node_modules", tool), { recursive: true });
  expect(run(script)).toEqual(missing);
  await mkdir(join(folder, "node_modules/assemblyscript"));
  expect(run(script)).toEqual({ status: 0, stderr: "" });
});

test("mayRun comes first in the scripts that a teacher runs first", async () => {
  const { scripts } = JSON.parse(await readFile(join(import.meta.dirname, "../package.json"), "utf8"));
  expect(scripts.start).toMatch(/^npm run build && /); // and so it runs it, too
  for (const name of ["build", "doctor", "data"])
    expect(scripts[name]).toMatch(/^node pack\/mayRun\.mjs && /);
});
