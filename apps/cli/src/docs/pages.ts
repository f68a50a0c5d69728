import { MOST_NAME_CHARACTERS } from "@honest-majority/protocol";
import type { Command } from "commander";
import { withParts } from "./markdown";
import { methodsPage } from "./methodsPage";
import { protocolParts } from "./protocolParts";
import { readmeParts } from "./readmeParts";
import { runningParts } from "./runningParts";

export const WRITE_DOCS = "npm run docs";

/** A function for each page, by the page's path in the repository: it returns the new text for the current text. */
export function pagesFor(program: Command): Record<string, (committed: string) => string> {
  const commands = program.commands.map((command) => ({ name: command.name(), says: command.description() }));
  return {
    "README.md": (page) => withParts(page, readmeParts()),
    "docs/classroom.md": (page) => withParts(page, { "name-characters": String(MOST_NAME_CHARACTERS) }),
    "docs/methods.md": methodsPage,
    "docs/protocol.md": (page) => withParts(page, protocolParts()),
    "docs/running.md": (page) => withParts(page, runningParts(commands)),
  };
}
