import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..");

/** An entry of `exports`: a path, or a path for each condition. */
export type Target = string | Readonly<Record<string, string>>;
type Versions = Readonly<Record<string, string>>;

/** The fields of a package.json that packing reads or writes. */
export interface Manifest {
  name: string;
  version: string;
  description?: string;
  license?: string;
  type?: string;
  engines?: Versions;
  sideEffects?: boolean;
  files?: readonly string[];
  exports: Readonly<Record<string, Target>>;
  dependencies?: Versions;
  peerDependencies?: Versions;
  peerDependenciesMeta?: Readonly<Record<string, { optional: boolean }>>;
}

/** The package.json of a folder of this repository. */
export function manifestOf(...folder: string[]): Manifest {
  return JSON.parse(readFileSync(join(ROOT, ...folder, "package.json"), "utf8"));
}

/**
 * The manifest of a built package, from the one in its sources: `exports` lead to JavaScript, the licence and the Node
 * versions are the repository's. Workspaces that are not published are part of the bundle, so they are no dependencies.
 *
 * @throws Error without a description.
 */
export function libraryManifest(own: Manifest, published: readonly string[]): Manifest {
  const { name, version, description, type, sideEffects, peerDependencies, peerDependenciesMeta } = own;
  if (!description) throw new Error(`libraryManifest: ${name} must have a description`);
  const { license, engines } = manifestOf();
  const isExternal = ([dependency]: [string, string]) =>
    !dependency.startsWith("@honest-majority/") || published.includes(dependency);
  return {
    name,
    version,
    description,
    license,
    type,
    engines,
    sideEffects,
    files: ["*.js", "*.d.ts", "*.wasm"],
    exports: Object.fromEntries(
      Object.entries(own.exports).map(([entry, target]) => [
        entry,
        typeof target === "string" ? scriptOf(entry) : mapEntries(target, (when) => scriptOf(entry, when)),
      ]),
    ),
    dependencies: Object.fromEntries(Object.entries(own.dependencies ?? {}).filter(isExternal)),
    peerDependencies,
    peerDependenciesMeta,
  };
}

/** The sources of a package's entries, by the name of the script that is built from them, without its ending. */
export function entriesOf({ exports }: Manifest): Record<string, string> {
  const entries = Object.entries(exports).flatMap(([entry, target]) =>
    typeof target === "string"
      ? [[scriptOf(entry), target]]
      : Object.entries(target).map(([when, path]) => [scriptOf(entry, when), path]),
  );
  return Object.fromEntries(entries.map(([script, path]) => [script.slice(2, -3), path]));
}

/** "." is ./index.js; the condition `node` of "./kernels" is ./kernels.node.js. */
function scriptOf(entry: string, condition = "default"): string {
  const name = entry === "." ? "./index" : entry;
  return condition === "default" ? `${name}.js` : `${name}.${condition}.js`;
}

function mapEntries(record: Versions, value: (key: string) => string): Versions {
  return Object.fromEntries(Object.keys(record).map((key) => [key, value(key)]));
}
