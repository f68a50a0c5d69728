/** The part of `docs/results.md` that reports on the runs in `docs/results/`, its figures, and the source that follows from them. A report's notes, by hand, are in `NAME.notes.md`. */
import { join } from "node:path";
import { committedStore, folderOf, LOSSES_FILE, PRESETS, type Reproduction } from "@honest-majority/lab";
import { NPM_SCRIPTS, typed } from "@honest-majority/protocol";
import { codecLosses, LOSSES_PATH } from "./codecLosses";
import { wrapMarkdown } from "./markdown";

const SIZE = "laptop";
const FIGURES = "docs/images/lab";

export interface ResultPages {
  parts: { tables: string };
  /** Figures, by path in the repository. */
  figures: Record<string, string>;
  /** By path. */
  sources: Record<string, string>;
}

export async function resultPages(repository: string): Promise<ResultPages> {
  const tables: string[] = [];
  const figures: Record<string, string> = {};
  let losses: string | undefined;
  for (const preset of PRESETS) {
    const store = committedStore(join(repository, "docs/results"), folderOf(preset, SIZE));
    if (!(await store.isThere())) {
      tables.push(notYet(preset));
      continue;
    }
    const { markdown, files } = await preset.report(SIZE, {
      storeNamed: () => store,
      display: { show() {}, say() {} },
      program: NPM_SCRIPTS,
    });
    losses ??= files[LOSSES_FILE];
    const file = `${preset.name}-${preset.figure}`;
    const figure = files[preset.figure]; // absent while runs are missing, if it compares them all
    if (figure !== undefined) figures[`${FIGURES}/${file}`] = figure;
    const notes = (await store.read("notes.md"))?.trim();
    tables.push(
      [
        wrapMarkdown(markdown.trim()),
        `![${preset.title}](images/lab/${file})`,
        ...(notes ? [notes] : []),
      ].join("\n\n"),
    );
  }
  return {
    parts: { tables: tables.join("\n\n") },
    figures,
    sources: { [LOSSES_PATH]: codecLosses(losses) },
  };
}

function notYet({ name, title }: Reproduction): string {
  const command = typed(NPM_SCRIPTS, "lab", "reproduce", name, "--size", SIZE);
  return wrapMarkdown(`### ${title}\n\nNot made with the present set-up yet: \`${command}\`.`);
}
