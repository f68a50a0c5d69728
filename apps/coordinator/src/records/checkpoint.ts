/** The vectors that a run's next round starts from: `vectors-<round>.f32`, parameters then previous, no header. */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SavedVectors } from "@honest-majority/conductor";
import { decodeVector, encodeVectors, UserError, vectorBytes } from "@honest-majority/protocol";
import { writeAtomically } from "./atomicFile";
import { codeOf, recordsError } from "./recordsError";

const NAME = /^vectors-(\d+)\.f32(\.tmp)?$/;

function checkpointPath(folder: string, round: number): string {
  return join(folder, `vectors-${round}.f32`);
}

/** A copy, so that the next round can change the vectors while the disk is slow. */
export function checkpointBytes({ parameters, previous }: SavedVectors): Uint8Array {
  return encodeVectors([parameters, previous]);
}

export function saveCheckpoint(folder: string, round: number, bytes: Uint8Array): Promise<void> {
  return writeAtomically(checkpointPath(folder, round), bytes);
}

/**
 * The vectors of the first `arms` arms; those of further arms are left out.
 *
 * @throws UserError when the file is missing, or does not hold the vectors of `arms` arms of `dim` parameters, or of more.
 */
export async function loadCheckpoint(
  folder: string,
  round: number,
  { arms, dim }: { arms: number; dim: number },
): Promise<SavedVectors> {
  const path = checkpointPath(folder, round);
  const bytes = await readFile(path).catch((error) => {
    if (codeOf(error) === "ENOENT") return undefined;
    throw recordsError(path, "read", error);
  });
  const one = vectorBytes("float32", 2 * dim);
  const expected = arms * one;
  const fits = bytes !== undefined && bytes.byteLength >= expected && bytes.byteLength % one === 0;
  if (!fits) {
    const found = bytes === undefined ? "there is no such file" : `${bytes.byteLength} bytes are there`;
    throw new UserError(
      "records",
      `${path}: ${expected} bytes must be there to resume the run, ${found}. Move ${folder} away to begin a new run`,
    );
  }
  const both = decodeVector(bytes, bytes.byteLength / vectorBytes("float32", 1));
  const half = both.length / 2;
  return { parameters: both.slice(0, arms * dim), previous: both.slice(half, half + arms * dim) };
}

/** Removes the checkpoints of all other rounds, and unfinished files that a killed process left. */
export async function dropCheckpointsBut(folder: string, round: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, digits, draft] = NAME.exec(name) ?? [];
    if (digits === undefined || (draft === undefined && Number(digits) === round)) continue;
    await rm(join(folder, name), { force: true });
  }
}
