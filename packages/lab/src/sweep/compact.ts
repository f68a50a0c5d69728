/**
 * A sweep's finished runs as one JSON Lines file: the sweep, then one line a run, sorted by id. A run's settings follow from
 * the sweep and are left out.
 */
import { UserError } from "@honest-majority/protocol";
import { z } from "zod";
import { SweepConfig } from "./cells";
import { extendedCells } from "./extend";
import { asStoredCell, type StoredCell } from "./resultStore";
import type { CellResult } from "./summary";

const FORMAT = 1;

const Head = z.object({ format: z.literal(FORMAT), sweep: SweepConfig });
const Line = z.looseObject({ id: z.string() });

export function compactLines(sweep: SweepConfig, results: ReadonlyMap<string, StoredCell>): string {
  const ids = new Set(extendedCells(sweep, results).map(({ id }) => id));
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
  const cells = new Map<string, { line: number; cell: object }>();
  for (const [i, text] of lines.entries()) {
    const parsed = Line.safeParse(json(text));
    if (!parsed.success) throw bad(i + 2);
    const { id, ...cell } = parsed.data;
    cells.set(id, { line: i + 2, cell });
  }
  // the results so far name the runs by which they extended the sweep's grids
  const finals = new Map([...cells].map(([id, { cell }]) => [id, cell as CellResult]));
  const results = new Map<string, StoredCell>();
  for (const { id, config } of extendedCells(sweep, finals)) {
    const found = cells.get(id); // lines of runs that this version does not have are left out
    if (found === undefined) continue;
    const stored = asStoredCell({ config, ...found.cell });
    if (stored === undefined) throw bad(found.line);
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
