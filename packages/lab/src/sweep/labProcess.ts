/** The module that a lab process starts with in a clone of the repository. An installed program has another one. */
export const CLONE_LAB_PROCESS = new URL("./cellProcess.mjs", import.meta.url);
