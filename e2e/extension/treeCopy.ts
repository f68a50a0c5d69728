/** A copy of this repository's sources, to be changed and run; the packages of the registry stay where they are. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { REPOSITORY } from "../src/repository";
import type { Toy } from "./toys";

const COPIED = [
  "apps",
  "packages",
  "e2e",
  "examples",
  "docs",
  "lint",
  "pack",
  "public",
  "package.json",
  "tsconfig.json",
  "vite.config.ts",
  "README.md",
];
const MODULES = "node_modules";
const OWN = "@honest-majority";
/** Where a registry's list ends, and its last comma if it has one. */
const LIST_END = /,?(\s*[}\]]( as const)?( satisfies [^;]+)?;)/;

export interface TreeCopy {
  /** Its root. */
  readonly folder: string;
  /** Adds a toy's file, and its entry to its registry. */
  add(toy: Toy): void;
  write(path: string, text: string): void;
  remove(): void;
}

/** `name` begins the name of its folder. */
export function copyTree(name = "extension-"): TreeCopy {
  const folder = mkdtempSync(join(tmpdir(), name));
  const inside = (path: string) => join(folder, path);

  for (const name of COPIED) {
    cpSync(join(REPOSITORY, name), inside(name), {
      recursive: true,
      preserveTimestamps: true, // kernels that are older than their sources are refused
      filter(path) {
        if (basename(path) !== MODULES) return true;
        // what one workspace alone has installed
        const place = inside(relative(REPOSITORY, path));
        mkdirSync(dirname(place), { recursive: true });
        symlinkSync(path, place);
        return false;
      },
    });
  }
  // links to workspaces are relative: copied as they are, they lead into the copy
  mkdirSync(inside(MODULES));
  for (const name of readdirSync(join(REPOSITORY, MODULES))) {
    const from = join(REPOSITORY, MODULES, name);
    const to = inside(join(MODULES, name));
    if (name === OWN) cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    else symlinkSync(from, to);
  }

  return {
    folder,
    add({ file, registry }) {
      if (file !== undefined) this.write(file.path, file.text);
      const before = readFileSync(inside(registry.path), "utf8");
      const [head, list, ...more] = before.split(registry.listStart);
      if (list === undefined || more.length > 0)
        throw new Error(`${registry.path}: "${registry.listStart}" must be there once`);
      const longer = list.replace(LIST_END, `, ${registry.entry}$1`);
      const imports =
        registry.import === undefined ? head : head.replace(/^import /m, `${registry.import}\nimport `);
      writeFileSync(inside(registry.path), `${imports}${registry.listStart}${longer}`);
    },
    write(path, text) {
      mkdirSync(dirname(inside(path)), { recursive: true });
      writeFileSync(inside(path), text);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
