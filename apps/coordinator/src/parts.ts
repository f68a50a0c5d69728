/** Where the parts of the program are, and how a person calls it. */
import { fileURLToPath } from "node:url";
import { NPM_SCRIPTS } from "@honest-majority/protocol";

export interface Parts {
  /** For messages: see `typed`. */
  program: string;
  /** The folder of the built pages. */
  pages: string;
  /** The module that the compute thread starts with. */
  computeThread: URL;
  /** The module that a process of `doctor --report` starts with. */
  measureProcess: URL;
}

/** The parts in a clone of the repository. An installed program has other ones. */
export const CLONE_PARTS: Parts = {
  program: NPM_SCRIPTS,
  pages: fileURLToPath(new URL("../../../dist/web", import.meta.url)),
  computeThread: new URL("./compute/thread.mjs", import.meta.url),
  measureProcess: new URL("./report/measureProcess.mjs", import.meta.url),
};
