import { createRequire } from "node:module";
import { join } from "node:path";

/** Where the program looks for packages that are not part of its install. */
export const PACKAGES_FOLDER = process.env.PACKAGES_DIR || process.cwd();

/** The main file of the TensorFlow package that is installed in PACKAGES_FOLDER; undefined if there is none. */
export const tfjsNodeFile: string | undefined = find("@tensorflow/tfjs-node");

/** Why tests on tfjs-node cannot run here; undefined when they can. */
export const tfjsNodeMissing: string | undefined =
  tfjsNodeFile === undefined
    ? `@tensorflow/tfjs-node is not installed in ${PACKAGES_FOLDER}; PACKAGES_DIR names another folder`
    : undefined;

function find(name: string): string | undefined {
  try {
    return createRequire(join(PACKAGES_FOLDER, "any.js")).resolve(name);
  } catch {
    return undefined;
  }
}
