import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { METHODS_PAGE, methodsPage } from "./methodsPage";

const root = new URL("../../../../", import.meta.url);

export function defineDocs(command: Command): void {
  command.action(() => {
    writeFileSync(fileURLToPath(new URL(METHODS_PAGE, root)), methodsPage());
    console.log(`wrote ${METHODS_PAGE}`);
  });
}
