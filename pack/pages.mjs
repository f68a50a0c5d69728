/**
 * Builds the pages into dist/web, and says so: it takes half a minute on a slow machine.
 *
 * Vite cuts the path of a module at # and ?, so a repository in such a folder is built through a link to it. A plain script,
 * because tsx does not start in a folder with ? in its path.
 */
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tsImport } from "tsx/esm/api";
import { build } from "vite";

const repository = join(import.meta.dirname, "..");

if (repository.includes("?")) {
  console.error(
    `${repository} must not have a ? in its path, which the build cannot read: rename the folder`,
  );
  process.exit(1);
}
console.log("Building the pages ...");
if (repository.includes("#")) await throughLink(buildPages);
else await buildPages(repository);

/** `root`: the repository's folder, or a link to it. */
async function buildPages(root) {
  const { default: config } = await tsImport("../vite.config.ts", import.meta.url);
  await build({
    ...config,
    configFile: false,
    root: join(root, config.root),
    logLevel: "warn",
    resolve: { preserveSymlinks: root !== repository },
  });
}

async function throughLink(use) {
  const folder = await mkdtemp(join(tmpdir(), "honest-majority-"));
  try {
    const link = join(folder, "repository");
    await symlink(repository, link, "junction"); // on Windows a junction needs no rights
    await use(link);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
