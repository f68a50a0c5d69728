/**
 * The vectors that a run's next round starts from: `vectors-<round>.f32`, parameters, then previous, then the residual
 * where it is not zeros; no header.
 */
import { readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { SavedVectors } from "@honest-majority/conductor";
import {
  decodeVectors,
  encodeVectors,
  isFiniteVector,
  type RoundRecord,
  UserError,
  vectorBytes,
} from "@honest-majority/protocol";
import { writeAtomically } from "./atomicFile";
import { checksumOf } from "./recordLine";
import { codeOf, recordsError } from "./recordsError";
import { readRegularFile } from "./regularFile";

const NAME = /^vectors-(\d+)\.f32(\.tmp)?$/;

function checkpointPath(folder: string, round: number): string {
  return join(folder, `vectors-${round}.f32`);
}

/** A copy, so that the next round can change the vectors while the disk is slow. */
export function checkpointBytes({ parameters, previous, residual }: SavedVectors): Uint8Array {
  const left = residual === undefined || isZero(residual) ? [] : [residual];
  return encodeVectors([parameters, previous, ...left]);
}

function isZero(vector: Float32Array): boolean {
  for (const value of vector) if (value !== 0) return false;
  return true;
}

export function saveCheckpoint(folder: string, round: number, bytes: Uint8Array): Promise<void> {
  return writeAtomically(checkpointPath(folder, round), bytes);
}

/**
 * The vectors of the round after `record`, of each of its arms.
 *
 * @throws UserError when the file cannot be read, or does not hold these vectors: another size, another checksum, or
 *   values that are not finite in an arm that had not diverged.
 */
export async function loadCheckpoint(
  folder: string,
  record: Pick<RoundRecord, "round" | "arms">,
  { dim, checksum }: { dim: number; checksum: string | undefined },
): Promise<SavedVectors> {
  const path = checkpointPath(folder, record.round + 1);
  const bytes = await readRegularFile(path).catch((error) => {
    throw recordsError(path, "read", error);
  });
  const arms = record.arms.length;
  const each = vectorBytes("float32", arms * dim);
  const wrong = (found: string) => new UserError("records", `${path} ${found}`);
  const count = bytes.byteLength / each;
  if (count !== 2 && count !== 3)
    throw wrong(`must have ${2 * each} or ${3 * each} bytes for this model, it has ${bytes.byteLength}`);
  const found = checksumOf(bytes);
  if (checksum !== undefined && found !== checksum)
    throw wrong(`is damaged: its checksum must be ${checksum}, it is ${found}`);
  const vectors = decodeVectors(bytes, { count, length: arms * dim, codec: "float32" });
  record.arms.forEach(({ outcome, label }, arm) => {
    const own = vectors.map((vector) => vector.subarray(arm * dim, (arm + 1) * dim));
    if (outcome !== "diverged" && !own.every((vector) => isFiniteVector(vector)))
      throw wrong(`is damaged: the values of ${label} are not all finite`);
  });
  const [parameters, previous, residual] = vectors;
  return { parameters, previous, residual };
}

/** The rounds whose vectors are in the folder, latest first. */
export async function checkpointRounds(folder: string): Promise<number[]> {
  const rounds = (await namesIn(folder)).flatMap((name) => {
    const [, digits, draft] = NAME.exec(name) ?? [];
    return digits === undefined || draft !== undefined ? [] : [Number(digits)];
  });
  return rounds.sort((a, b) => b - a);
}

/**
 * Removes the vectors of other rounds than `round` and the one before, and unfinished files that a killed process left.
 * `failed`: of one that the disk does not delete, since a virus scanner reads it, say. It does no harm.
 */
export async function dropCheckpointsBut(
  folder: string,
  round: number,
  failed: (error: Error) => void,
): Promise<void> {
  const names = await namesIn(folder).catch((error: Error) => failed(error));
  for (const name of names ?? []) {
    const [, digits, draft] = NAME.exec(name) ?? [];
    if (digits === undefined) continue;
    const stays = draft === undefined && (Number(digits) === round || Number(digits) === round - 1);
    if (stays) continue;
    const path = join(folder, name);
    await unlink(path).catch((error) => {
      if (codeOf(error) !== "ENOENT") failed(recordsError(path, "deleted", error));
    });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error) => {
    if (codeOf(error) === "ENOENT") return [];
    throw recordsError(folder, "read", error);
  });
}
