/**
 * A sweep's finished runs as one JSON Lines file: the sweep, then one line a run, sorted by id. A run's settings follow from
 * the sweep and are left out.
 */
import { UserError } from "@honest-majority/protocol";
import { z } from "zod";
import { cellsOf, SweepConfig } from "./cells";
import { asStoredCell, type StoredCell } from "./resultStore";

const FORMAT = 1;

const Head = z.object({ format: z.literal(FORMAT), sweep: SweepConfig });
const Line = z.looseObject({ id: z.string() });

export function compactLines(sweep: SweepConfig, results: ReadonlyMap<string, StoredCell>): string {
  const ids = new Set(cellsOf(sweep).map(({ id }) => id));
  const lines = [...results]
    .filter(([id]) => ids.has(id))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { config: _, ...cell }]) => ({ id, ...cell }));
  return [{ format: FORMAT, sweep }, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** @throws UserError that names the file and the line, if it is not such a file. */
export function readCompact(
  text: string,
  file: string,
): { sweep: SweepConfig; results: Map<string, StoredCell> } {
  const [first, ...lines] = text.split("\n").filter((line) => line !== "");
  const bad = (line: number) =>
    new UserError("input", `${file}: line ${line} is not a line of lab export; export the sweep again`);
  const head = Head.safeParse(json(first ?? ""));
  if (!head.success) throw bad(1);
  const { sweep } = head.data;
  const configs = new Map(cellsOf(sweep).map(({ id, config }) => [id, config]));
  const results = new Map<string, StoredCell>();
  for (const [i, line] of lines.entries()) {
    const parsed = Line.safeParse(json(line));
    if (!parsed.success) throw bad(i + 2);
    const { id, ...cell } = parsed.data;
    const config = configs.get(id);
    if (config === undefined) continue; // of an older version, which had other settings
    const stored = asStoredCell({ config, ...cell });
    if (stored === undefined) throw bad(i + 2);
    results.set(id, stored);
  }
  return { sweep, results };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
