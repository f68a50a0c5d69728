import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const TSC = join(createRequire(import.meta.url).resolve("typescript/package.json"), "..", "bin", "tsc");

/** The errors of tsc for one file under nodenext, strict, without skipLibCheck: in the packages or the file, and in others. */
export function typeErrors(
  folder: string,
  file: string,
  lib: string,
  types: readonly string[],
): { own: string[]; others: string[] } {
  const options = `--noEmit --strict --module nodenext --target es2022 --skipLibCheck false --lib ${lib}`;
  const withTypes = types.length > 0 ? ["--types", types.join()] : ["--typeRoots", "."];
  const { stdout, status, error } = spawnSync(
    process.execPath,
    [TSC, ...options.split(" "), ...withTypes, "--pretty", "false", file],
    { cwd: folder, encoding: "utf8" },
  );
  if (error) throw error;
  const errors = stdout.split("\n").filter((line) => /error TS\d+/.test(line));
  if (status !== 0 && errors.length === 0) throw new Error(`tsc failed: ${stdout}`);
  const isOthers = (line: string) =>
    line.includes("node_modules/") && !line.startsWith("node_modules/@honest-majority/"); // tsc's own libraries too
  return { own: errors.filter((line) => !isOthers(line)), others: errors.filter(isOthers) };
}
