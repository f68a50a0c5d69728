import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The installed folders of packages and of everything that they depend on, each once, found as Node finds them. */
export function withDependencies(names: readonly string[], from: string): string[] {
  const found = new Set<string>();
  const add = (name: string, dependant: string) => {
    const folder = installedFolder(name, dependant);
    if (found.has(folder)) return;
    found.add(folder);
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    for (const dependency of Object.keys(dependencies)) add(dependency, folder);
  };
  for (const name of names) add(name, from);
  return [...found];
}

/** @throws Error when no folder above has the package in its node_modules. */
function installedFolder(name: string, from: string): string {
  const folder = join(from, "node_modules", name);
  if (existsSync(join(folder, "package.json"))) return folder;
  if (dirname(from) === from) throw new Error(`${name} must be installed: run npm install`);
  return installedFolder(name, dirname(from));
}
