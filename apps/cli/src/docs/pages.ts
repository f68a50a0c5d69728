import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MOST_NAME_CHARACTERS } from "@honest-majority/protocol";
import type { Command } from "commander";
import { lessonParts } from "./lessonParts";
import { withParts } from "./markdown";
import { methodsParts } from "./methodsParts";
import { protocolParts } from "./protocolParts";
import { readmeParts } from "./readmeParts";
import { resultPages } from "./resultParts";
import { runningParts } from "./runningParts";
import { teachingParts } from "./teachingParts";

export const WRITE_DOCS = "npm run docs";

/** The new text of each written file, by its path in the repository. */
export async function writtenFiles(program: Command, repository: string): Promise<Record<string, string>> {
  const commands = program.commands.map((command) => ({ name: command.name(), says: command.description() }));
  const { parts, figures, sources } = await resultPages(repository);
  const page = (path: string) => readFileSync(join(repository, path), "utf8");
  const pageWith = (path: string, parts: Record<string, string>) => ({
    [path]: withParts(page(path), parts),
  });
  return {
    ...pageWith("README.md", readmeParts()),
    ...pageWith("docs/classroom.md", { "name-characters": String(MOST_NAME_CHARACTERS) }),
    ...pageWith("docs/methods.md", methodsParts()),
    ...pageWith("docs/protocol.md", protocolParts()),
    ...pageWith("docs/results.md", { ...parts, ...lessonParts(repository) }),
    ...pageWith("docs/running.md", runningParts(commands)),
    ...pageWith("docs/teaching.md", teachingParts(repository)),
    ...figures,
    ...sources,
  };
}
