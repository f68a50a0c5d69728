/** `npm run pack`: builds the packages that others may install, and packs them into dist. */
import { join } from "node:path";
import { buildLibrary } from "./library";
import { ROOT } from "./libraryManifest";
import { packFolders } from "./tarball";

const dist = join(ROOT, "dist");
for (const tarball of Object.values(packFolders(await buildLibrary(join(dist, "packages")), dist))) {
  process.stdout.write(`${tarball}\n`);
}
