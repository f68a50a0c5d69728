/** Builds the packages that others may install: JavaScript, types and kernels, in dist/packages. */
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Plugin, rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";
import { entriesOf, libraryManifest, type Manifest, manifestOf, ROOT } from "./libraryManifest";

/** The folders in packages/ of what is published, each after its dependencies. */
export const PUBLISHED = ["random", "robust", "learning"] as const;

/** The kernels of the packages that have some. */
const KERNELS: Readonly<Record<string, string>> = { robust: "robust.wasm", learning: "kernels.wasm" };

/** Builds all packages in `into`. Returns their folders. */
export async function buildLibrary(into: string): Promise<string[]> {
  const published = PUBLISHED.map((name) => manifestOf("packages", name).name);
  const folders: string[] = [];
  for (const name of PUBLISHED) {
    const own = manifestOf("packages", name);
    const folder = join(into, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const manifest = libraryManifest(own, published);
    await bundle(join(ROOT, "packages", name), folder, own, manifest);
    writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    copyFileSync(join(ROOT, "LICENSE"), join(folder, "LICENSE"));
    copyFileSync(join(ROOT, "packages", name, "README.md"), join(folder, "README.md"));
    if (name in KERNELS) copyKernels(join(ROOT, "packages", name, "dist", KERNELS[name]), folder);
    folders.push(folder);
  }
  return folders;
}

/** One script and one declaration file for each entry, and those that entries share. */
async function bundle(source: string, folder: string, own: Manifest, manifest: Manifest): Promise<void> {
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const build = await rolldown({
    cwd: source,
    checks: { pluginTimings: false },
    input: entriesOf(own),
    platform: "neutral",
    external: (id) =>
      id.startsWith("node:") || packages.some((one) => id === one || id.startsWith(`${one}/`)),
    plugins: [
      kernelsBeside(),
      dts({ tsconfig: join(ROOT, "tsconfig.json"), eager: true, compilerOptions: { declaration: true } }),
    ],
  });
  await build.write({ dir: folder, format: "esm", entryFileNames: "[name].js" });
  await build.close();
}

/** In a package the kernels lie beside the scripts. Bundlers of apps find them by `new URL("./…", import.meta.url)`. */
function kernelsBeside(): Plugin {
  return {
    name: "kernels beside the scripts",
    transform: (code) => code.replaceAll(/"[./]*\/dist\/(\w+\.wasm)"/g, '"./$1"'),
  };
}

function copyKernels(file: string, folder: string): void {
  if (!existsSync(file)) throw new Error(`buildLibrary: ${file} must be there, \`npm run wasm\` makes it`);
  copyFileSync(file, join(folder, basename(file)));
}
