/** A run as a file that a person saves. */
import {
  EXPORT_FACTS,
  type ExportFormat,
  MODEL_EXPORTS,
  type ModelExport,
  RECORD_EXPORTS,
} from "@honest-majority/records";
import { type RunHistory, recordPieces } from "./history";

export const EXPORT_FORMATS = Object.keys(EXPORT_FACTS) as ExportFormat[];

export interface RunFile {
  name: string;
  pieces: Iterable<Uint8Array>;
  /** Rounds that it lacks. */
  missing?: string;
}

/**
 * Undefined when the room has no such run. `names`: a record has those of the workers; the other formats have none.
 *
 * @throws UserError when the disk refuses, or the run has no whole vectors for its models.
 */
export async function exportRun(
  history: RunHistory,
  { room, run, format, names }: { room: string; run: string; format: ExportFormat; names: boolean },
): Promise<RunFile | undefined> {
  const base = `honest-majority-${room}-${run}`;
  if (isModelExport(format)) {
    const models = await history.models(room, run);
    if (models === undefined) return undefined;
    const { name, pieces } = MODEL_EXPORTS[format].make(models);
    return { name: `${base}-${name}`, pieces };
  }
  const saved = await history.read(room, run);
  if (saved === undefined) return undefined;
  const { missing } = saved.head;
  if (format === "jsonl") return { name: `${base}.jsonl`, pieces: recordPieces(saved, names), missing };
  const rounds = saved.lines.map(({ record }) => record);
  const { name, pieces } = RECORD_EXPORTS[format].make({ ...saved.head, rounds });
  return { name: `${base}-${name}`, pieces, missing };
}

export const isExportFormat = (text: string): text is ExportFormat => Object.hasOwn(EXPORT_FACTS, text);

const isModelExport = (format: ExportFormat): format is ModelExport => format in MODEL_EXPORTS;
