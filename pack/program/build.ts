/** Builds the program as a package that needs no other: scripts, pages, kernels, documentation. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleProgram } from "./bundle";
import { notices } from "./notices";

const REPOSITORY = join(import.meta.dirname, "../..");

/** Builds into `folder`, which is emptied first. The pages and kernels must have been built. */
export async function buildProgram(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const modules = await bundleProgram(join(folder, "program"));
  writeFileSync(join(folder, "program/licenses.md"), notices(modules));
  cpSync(join(REPOSITORY, "dist/web"), join(folder, "pages"), { recursive: true });
  for (const file of ["LICENSE", "README.md", ...pagesOfDocs()])
    cpSync(join(REPOSITORY, file), join(folder, file));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest(), null, 2)}\n`);
}

/** The pages that the help and the README name; without their pictures. */
function pagesOfDocs(): string[] {
  return readdirSync(join(REPOSITORY, "docs")).flatMap((name) =>
    name.endsWith(".md") ? [`docs/${name}`] : [],
  );
}

function manifest(): object {
  const own = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8"));
  const { name, version, description, license, type, engines } = own;
  return { name, version, description, license, type, engines, bin: { [name]: "program/main.js" } };
}
