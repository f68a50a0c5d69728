/**
 * Builds the pages into dist/web, and says so: it takes half a minute on a slow machine. With `site`, builds the static site
 * into dist/site.
 *
 * Vite cuts the path of a module at # and ?, so a repository in such a folder is built through a link to it. A plain script,
 * because tsx does not start in a folder with ? in its path.
 */
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tsImport } from "tsx/esm/api";
import { build } from "vite";
import { writeKeepFiles } from "./keepFiles.mjs";

const repository = join(import.meta.dirname, "..");
const isSite = process.argv.includes("site");

if (repository.includes("?")) {
  console.error(
    `${repository} must not have a ? in its path, which the build cannot read: rename the folder`,
  );
  process.exit(1);
}
console.log(isSite ? "Building the site ..." : "Building the pages ...");
if (repository.includes("#")) await throughLink(buildPages);
else await buildPages(repository);
if (isSite) {
  await writeKeepFiles(join(repository, "dist/site"));
  console.log("dist/site is ready: any web server can serve it, at any path.");
}

/** `root`: the repository's folder, or a link to it. */
async function buildPages(root) {
  const { default: config } = await tsImport("../vite.config.ts", import.meta.url);
  await build({
    ...config,
    configFile: false,
    root: join(root, config.root),
    // relative addresses: the site may lie at any path
    ...(isSite && { mode: "site", base: "./", build: { ...config.build, outDir: "../../dist/site" } }),
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
