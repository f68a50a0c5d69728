import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./npm";

/** Packs folders, each with a package.json, as npm would publish them. Returns the tarballs in `into` by package. */
export function packFolders(folders: readonly string[], into: string): Record<string, string> {
  mkdirSync(into, { recursive: true });
  const args = ["pack", ...folders, "--pack-destination", into, "--json", "--ignore-scripts", "--offline"];
  const packed: { name: string; filename: string }[] = Object.values(JSON.parse(npm(args, into)));
  return Object.fromEntries(packed.map(({ name, filename }) => [name, join(into, filename)]));
}
