import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";

/** Runs npm in a folder and returns its standard output. */
export function npm(args: readonly string[], folder: string, env = process.env): string {
  // on Windows npm is a script, which Node starts only through a shell; npm's own program needs none
  const [command, ...first] =
    process.platform === "win32"
      ? [process.execPath, join(dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js")]
      : ["npm"];
  return execFileSync(command, [...first, ...args], {
    cwd: folder,
    env,
    encoding: "utf8",
    stdio: "pipe", // an error then holds what npm wrote
    maxBuffer: 2 ** 26,
  });
}
