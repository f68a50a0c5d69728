import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import type { System } from "./find";

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The machine that runs this process. On CI alone a Chromium may be installed. */
export function nodeSystem(env: NodeJS.ProcessEnv = process.env): System {
  return {
    machine: { platform: process.platform, env, home: homedir() },
    isRoot: isRoot(),
    mayInstall: Boolean(env.CI) && env.CI !== "false",
    works(path) {
      if (!existsSync(path)) return false;
      // Ubuntu's /usr/bin/chromium-browser may be a script that only says "install the snap";
      // on Windows `--version` would open a window instead of printing
      return process.platform === "win32" || spawnSync(path, ["--version"], { timeout: 20_000 }).status === 0;
    },
    list: (folder) => (existsSync(folder) ? readdirSync(folder) : []),
    hasCommand: (name) => spawnSync(name, ["--version"]).status === 0,
    run: (command, args) =>
      new Promise((resolve) => {
        const child = spawn(command, args, {
          stdio: ["ignore", "inherit", "inherit"],
          env: { ...env, DEBIAN_FRONTEND: "noninteractive" },
        });
        child.on("error", () => resolve(false));
        child.on("close", (code) => resolve(code === 0));
      }),
    playwright: {
      node: process.execPath,
      cli: join(dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")), "cli.js"),
    },
    say: (line) => console.log(line),
  };
}
