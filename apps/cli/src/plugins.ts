/** Modules with rules, attacks, data sets … of one's own: loaded before any flag is defined or any config is read. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { registerPlugin, UserError } from "@honest-majority/protocol";
import type { Flag } from "./commandLine";

export const PLUGIN_FLAG: Flag = {
  name: "plugin",
  value: "file",
  says: "a module with rules, attacks, data sets … of your own; may be given several times. See docs/running.md",
  repeatable: true,
};

/** The files that the arguments name with --plugin, before a command parses them: it may have flags by these files. */
export function pluginFiles(args: readonly string[]): string[] {
  return args.flatMap((arg, i) => {
    if (arg.startsWith("--plugin=")) return [arg.slice("--plugin=".length)];
    return arg === "--plugin" && args[i + 1] !== undefined ? [args[i + 1]] : [];
  });
}

/** The addresses of the files, which other threads and processes load as well. */
export function pluginUrls(files: readonly string[] = []): string[] {
  return files.map((file) => pathToFileURL(resolve(file)).href);
}

/** @throws UserError that names the file and says what is wrong with it. */
export async function registerFiles(files: readonly string[]): Promise<void> {
  for (const file of files) {
    if (!existsSync(file)) throw new UserError("plugin", `plugin ${file}: there is no such file`);
    const [url] = pluginUrls([file]);
    const module: unknown = await import(url).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new UserError("plugin", `plugin ${file}: it cannot be loaded: ${why}`);
    });
    registerPlugin(module, file);
  }
}
