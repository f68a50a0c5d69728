/** Loads plugins, modules with rules, attacks, data sets …, before the program defines flags or reads configs. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { registerPlugin, UserError, utf16Of } from "@honest-majority/protocol";
import type { Flag } from "./commandLine";

export const PLUGIN_FLAG: Flag = {
  name: "plugin",
  value: "file",
  says: "a module with rules, attacks, data sets … of your own; may be given several times. See docs/running.md",
  repeatable: true,
};

/** The files of the --plugin flags. Read before a command parses its flags, because plugins may add flags. */
export function pluginFiles(args: readonly string[]): string[] {
  return args.flatMap((arg, i) => {
    if (arg.startsWith("--plugin=")) return [arg.slice("--plugin=".length)];
    return arg === "--plugin" && args[i + 1] !== undefined ? [args[i + 1]] : [];
  });
}

/** The URLs of the files, from which other threads and processes load them too. */
export function pluginUrls(files: readonly string[] = []): string[] {
  return files.map((file) => pathToFileURL(resolve(file)).href);
}

/** @throws UserError that names the file and the error. */
export async function registerFiles(files: readonly string[]): Promise<void> {
  for (const file of files) {
    if (!existsSync(file)) throw new UserError("plugin", `plugin ${file}: there is no such file`);
    if (utf16Of(readFileSync(file)) !== undefined)
      throw new UserError("plugin", `plugin ${file}: it must be saved as UTF-8, it is UTF-16`);
    const [url] = pluginUrls([file]);
    const module: unknown = await import(url).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new UserError("plugin", `plugin ${file}: it cannot be loaded: ${why}`);
    });
    registerPlugin(module, file);
  }
}
