import { join } from "node:path";

/** The folder of the root package.json. */
export const REPOSITORY = join(import.meta.dirname, "../..");
