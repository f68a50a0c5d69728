import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { Installation } from "../installation";
import { pagesFor } from "./pages";

export function defineDocs(command: Command, { repository = "" }: Installation): void {
  command.action(() => {
    for (const [path, write] of Object.entries(pagesFor(command.parent ?? command))) {
      const file = join(repository, path);
      writeFileSync(file, write(readFileSync(file, "utf8")));
      console.log(`wrote ${path}`);
    }
  });
}
