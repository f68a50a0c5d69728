import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

/** The bytes of a browser bundle that exports one name of an installed package. */
export async function bundleBytes(
  folder: string,
  from: string,
  name: string,
): Promise<{ minified: number; gzipped: number }> {
  const entry = join(folder, "alone.mjs");
  writeFileSync(entry, `export { ${name} } from "${from}";\n`);
  const bundle = await rolldown({ input: entry, platform: "browser", logLevel: "silent" });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  return { minified: Buffer.byteLength(output[0].code), gzipped: gzipSync(output[0].code).byteLength };
}
