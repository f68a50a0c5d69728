import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, test } from "vitest";
import { buildLibrary } from "../library";
import { libraryChecks } from "./checkLibrary";
import { installForStranger } from "./stranger";

const built = mkdtempSync(join(tmpdir(), "packages-"));
const folders = await buildLibrary(built);
const { folder, remove } = installForStranger(folders);
afterAll(() => {
  remove();
  rmSync(built, { recursive: true });
});

describe("the packages, installed outside the repository", () => {
  const options = {
    built: Object.fromEntries(folders.map((path) => [basename(path), path])),
    folder,
    node: process.execPath,
  };
  test.each(libraryChecks(options))("$claim", async ({ run }) => {
    await run();
  });
});
