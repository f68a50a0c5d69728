/** `npm run pack:program`: packs the program into dist/honest-majority-VERSION.tgz. */
import { join } from "node:path";
import { packFolders } from "../tarball";
import { buildProgram } from "./build";

const dist = join(import.meta.dirname, "../../dist");
await buildProgram(join(dist, "program"));
for (const tarball of Object.values(packFolders([join(dist, "program")], dist))) {
  process.stdout.write(`${tarball}\n`);
}
