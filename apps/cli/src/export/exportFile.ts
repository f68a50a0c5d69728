/** Writes a run of a records folder as a file. It only reads the folder, so a coordinator may run. */
import { open, readdir } from "node:fs/promises";
import { EXPORT_FORMATS, exportRun, isExportFormat } from "@honest-majority/coordinator/records/exportRun";
import { isRunFolder } from "@honest-majority/coordinator/records/folderNames";
import { roomsIn } from "@honest-majority/coordinator/records/forgetRoom";
import { runHistory } from "@honest-majority/coordinator/records/history";
import { roomHome } from "@honest-majority/coordinator/records/roomFiles";
import { RoomCode, UserError } from "@honest-majority/protocol";

export interface ExportRequest {
  records: string;
  room: string | undefined;
  /** Unset: the last one with a recorded round. */
  run: string | undefined;
  format: string;
  out: string | undefined;
  names: boolean;
}

/**
 * `warn`: of rounds that the run lacks. @returns a sentence about what was written.
 * @throws UserError: "usage" for what is not there, "records" when the disk refuses.
 */
export async function exportFile(
  { records, format, out, names, ...asked }: ExportRequest,
  warn: (sentence: string) => void,
): Promise<string> {
  if (!isExportFormat(format))
    throw new UserError("usage", `--format must be one of ${EXPORT_FORMATS.join(", ")}, got ${format}`);
  const rooms = await roomsIn({ records, keys: records });
  const room = RoomCode.safeParse(asked.room).data;
  if (room === undefined || !rooms.includes(room)) {
    const which = asked.room === undefined ? "name the class" : `${records} has no room ${asked.room}`;
    throw new UserError("usage", `${which}: ${listed("the rooms there are", rooms)}`);
  }
  const history = runHistory(records);
  const run = asked.run ?? (await history.list(room, { most: 1 })).runs.at(0)?.run;
  const file = run === undefined ? undefined : await exportRun(history, { room, run, format, names });
  if (file === undefined) {
    const runs = (await readdir(roomHome(records, room))).filter(
      (name) => name !== "room.json" && isRunFolder(name),
    );
    const which =
      asked.run === undefined
        ? `no run of room ${room} has a recorded round`
        : `room ${room} has no run ${asked.run}`;
    throw new UserError("usage", `${which}: ${listed("the runs there are", runs.sort())}`);
  }
  const path = out ?? file.name;
  await write(path, file.pieces);
  if (file.missing !== undefined)
    warn(`The record of round ${file.missing} of run ${run} is missing: ${path} has the other rounds`);
  return `${path} has run ${run} of room ${room}${format === "jsonl" && names ? ", with the names of its workers" : ""}`;
}

async function write(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  const file = await open(path, "wx").catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "EEXIST" ? "it is there already" : error.message;
    throw new UserError("usage", `${path} cannot be written: ${why}. Give another name with --out`);
  });
  try {
    for (const piece of pieces) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}

const listed = (what: string, names: readonly string[]) =>
  names.length === 0 ? "there is none" : `${what} ${names.join(", ")}`;
