export const DEFAULT_FOLDER = "data";

/** The default of `--data-dir`: the environment's DATA_DIR, or `data` in the working directory. */
export function defaultDataDir(env: { DATA_DIR?: string }): string {
  return env.DATA_DIR || DEFAULT_FOLDER;
}
