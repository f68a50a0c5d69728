import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { pagesFor } from "./pages";

const root = new URL("../../../../", import.meta.url);

export function defineDocs(command: Command): void {
  command.action(() => {
    for (const [path, write] of Object.entries(pagesFor(command.parent ?? command))) {
      const file = fileURLToPath(new URL(path, root));
      writeFileSync(file, write(readFileSync(file, "utf8")));
      console.log(`wrote ${path}`);
    }
  });
}
