import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { bundleBytes } from "./bundleBytes";
import { pageTexts } from "./inBrowser";
import { exampleOf } from "./readme";
import { typeErrors } from "./types";

/** Bytes of a browser bundle of krum alone. Measured on the sources: 4,007 and 1,891. */
export const KRUM_BYTES = { minified: 4_100, gzipped: 2_000 };

/** What somebody who installs the packages relies on. */
export interface Check {
  claim: string;
  /** Returns details worth a line. Throws an Error that says what is wrong. */
  run(): string | Promise<string>;
}

export interface CheckOptions {
  /** The folders of the built packages, by name. */
  built: Readonly<Record<string, string>>;
  /** A folder outside the repository in which they are installed. */
  folder: string;
  /** The program that runs scripts there. */
  node: string;
}

export function libraryChecks({ built, folder, node }: CheckOptions): Check[] {
  const run = (script: string) =>
    execFileSync(node, [script], { cwd: folder, encoding: "utf8", stdio: "pipe" });
  return [
    ...Object.entries(built).map(([name, pkgDir]) => ({
      claim: `publint finds nothing in ${name}`,
      async run() {
        const { messages, pkg } = await publint({ pkgDir, strict: true, pack: "npm" });
        if (messages.length > 0) throw new Error(messages.map((one) => formatMessage(one, pkg)).join("; "));
        return "";
      },
    })),
    {
      claim: "Node runs the rules on plain and SIMD passes with equal results",
      run: () =>
        `${run("rules.mjs").trim()} (Node ${execFileSync(node, ["--version"], { encoding: "utf8" }).trim()})`,
    },
    ...Object.keys(built).map((name) => ({
      claim: `the example in the README of ${name} prints what the README says`,
      run() {
        const readme = readFileSync(
          join(folder, "node_modules", "@honest-majority", name, "README.md"),
          "utf8",
        );
        const { code, prints } = exampleOf(readme);
        writeFileSync(join(folder, "example.mjs"), code);
        const printed = run("example.mjs");
        if (printed !== prints) throw new Error(`it prints:\n${printed}`);
        return "";
      },
    })),
    {
      claim: "tsc accepts random and robust with nothing but ES2023",
      run() {
        const { own, others } = typeErrors(folder, "ownRule.ts", "ES2023", []);
        if (own.length + others.length > 0) throw new Error([...own, ...others].join("\n"));
        return "nodenext, strict, no skipLibCheck";
      },
    },
    {
      claim: "tsc finds no error in learning and robust/tfjs",
      run() {
        const { own, others } = typeErrors(folder, "everyEntry.ts", "ES2023,DOM", ["node"]);
        if (own.length > 0) throw new Error(own.join("\n"));
        const files = new Set(others.map((line) => line.split("(")[0].replace(/.*node_modules\//, "")));
        return `${others.length} errors in declarations of others: ${[...files].join(", ")}`;
      },
    },
    {
      claim: `a browser bundle of krum alone takes at most ${KRUM_BYTES.minified} bytes, less than ${KRUM_BYTES.gzipped} gzipped`,
      async run() {
        const { minified, gzipped } = await bundleBytes(folder, "@honest-majority/robust", "krum");
        const sizes = `${minified} bytes minified, ${gzipped} gzipped`;
        if (minified > KRUM_BYTES.minified || gzipped >= KRUM_BYTES.gzipped) throw new Error(sizes);
        return sizes;
      },
    },
    {
      claim: "a browser runs krum on the kernels, from plain ES modules and from a Vite build",
      async run() {
        const texts = await pageTexts(folder);
        if ("missing" in texts) return `skipped: ${texts.missing}`;
        for (const [how, text] of Object.entries(texts))
          if (text !== "krum: 1") throw new Error(`${how}: ${text}`);
        return "";
      },
    },
  ];
}
