import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { cloneInstallation } from "../installation";
import { programFor } from "../program";
import { WRITE_DOCS, writtenFiles } from "./pages";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}${path}`, "utf8");

const written = await writtenFiles(await programFor([], cloneInstallation()), ROOT);

test.each(Object.entries(written))("%s matches what it is written from", (path, text) => {
  const committed = existsSync(`${ROOT}${path}`) ? read(path) : "";
  const message = `${path} differs from what it is written from: run ${WRITE_DOCS} and commit it`;
  expect(committed === text, message).toBe(true);
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
