import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licences of the packages of others in a bundle, as most of them ask for. `modules`: the paths of its sources. */
export function notices(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap((path) => packageFolder(path) ?? []));
  return [...folders].sort().map(notice).join("\n\n");
}

function packageFolder(path: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(path)?.[0];
}

function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? "" : `\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
  return `## ${name} ${version}: ${license}${text}`;
}
