import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { Installation } from "../installation";
import { writtenFiles } from "./pages";

export function defineDocs(command: Command, { repository = "" }: Installation): void {
  command.action(async () => {
    for (const [path, text] of Object.entries(await writtenFiles(command.parent ?? command, repository))) {
      writeFileSync(join(repository, path), text);
      console.log(`wrote ${path}`);
    }
  });
}
