/** The changes that CONTRIBUTING.md shows as code, ready to be added to a copy of the tree. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../src/repository";
import { TOYS, type Toy } from "./toys";

/** The heading of each change, and the toy that goes to the same registry. */
const CHANGES: Readonly<Record<string, Toy>> = {
  "A rule": TOYS.toyRule,
  "An attack": TOYS.toyPoison,
  "A model": TOYS.toyModel,
  "A run setting": TOYS.toySetting,
  "A tab of the chart": TOYS.toyTab,
  "A worker's status": TOYS.toyStatus,
  "A refusal code": TOYS.toyRefusal,
  "A command": TOYS.toyCommand,
};

export function writtenChanges(): Toy[] {
  const page = readFileSync(join(REPOSITORY, "CONTRIBUTING.md"), "utf8").replaceAll("\r\n", "\n");
  return Object.entries(CHANGES).map(([heading, toy]) => {
    const [, section] = page.split(`\n### ${heading}\n`);
    if (section === undefined) throw new Error(`CONTRIBUTING.md must have the heading "${heading}"`);
    const own = section.split(/^##+ /m)[0];
    const blocks = [...own.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => code);
    return changeOf(heading, toy, blocks);
  });
}

/** A file and the entry's code; or a file alone, whose export is the entry; or an entry alone. */
function changeOf(heading: string, { registry, file }: Toy, blocks: readonly string[]): Toy {
  const entry = blocks.at(-1)?.replace(/,?\n$/, "");
  if (entry === undefined) throw new Error(`CONTRIBUTING.md: "${heading}" must have code`);
  if (file === undefined) return { key: heading, registry: { ...registry, entry: `\n${entry}` } };
  const [text] = blocks;
  const name = /export (?:const|function) (?:define)?(\w+)/.exec(text)?.[1] ?? "";
  const key = name[0].toLowerCase() + name.slice(1);
  const path = file.path.replace(/toy\w+/g, key);
  if (blocks.length > 1) return { key, file: { path, text }, registry: { ...registry, entry: `\n${entry}` } };
  const importLine = registry.import?.replace(/toy\w+/g, key);
  return { key, file: { path, text }, registry: { ...registry, import: importLine, entry: key } };
}
