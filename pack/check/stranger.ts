import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Manifest, ROOT } from "../libraryManifest";
import { npm } from "../npm";
import { packFolders } from "../tarball";
import { withDependencies } from "./installed";

/** Installed besides the packages: what the README of learning uses, and Node's types. */
const ALSO_INSTALLED = ["@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-cpu", "@types/node"];

/** A folder outside the repository in which the packages are installed. */
export interface Stranger {
  folder: string;
  remove(): void;
}

/**
 * Packs built packages and installs them in a new folder, without a network: third-party packages are packed from
 * this repository's node_modules. The folder also gets the files of consumer/.
 */
export function installForStranger(built: readonly string[]): Stranger {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "stranger-")));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const others = withDependencies([...thirdPartyOf(built), ...ALSO_INSTALLED], ROOT);
    const tarballs = packFolders([...built, ...others], join(folder, "tarballs"));
    const dependencies = Object.entries(tarballs).map(([name, file]) => [name, pathToFileURL(file).href]);
    const manifest = { private: true, type: "module", dependencies: Object.fromEntries(dependencies) };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    npm(["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts"], folder);
    cpSync(join(ROOT, "pack", "consumer"), folder, { recursive: true });
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The packages of others that the built packages depend on. */
function thirdPartyOf(built: readonly string[]): string[] {
  const manifests: Manifest[] = built.map((folder) =>
    JSON.parse(readFileSync(join(folder, "package.json"), "utf8")),
  );
  const own = manifests.map(({ name }) => name);
  const all = manifests.flatMap(({ dependencies }) => Object.keys(dependencies ?? {}));
  return all.filter((name) => !own.includes(name));
}
