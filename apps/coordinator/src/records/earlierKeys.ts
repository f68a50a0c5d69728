/** Records of earlier versions hold their keys: this moves them to the keys folder. */
import { readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { plainText } from "@honest-majority/protocol";
import { z } from "zod";
import { writeAtomically } from "./atomicFile";
import { isRoomFolder } from "./folderNames";
import { makeFolder } from "./makeFolder";
import { codeOf, recordsError } from "./recordsError";
import { MOST_ROOM_BYTES, readRegularFile } from "./regularFile";
import { jsonText, keysPath, recordPath, roomHome } from "./roomFiles";

const CERTIFICATE = ["key.pem", "certificate.pem"];

/** Of a room file that holds its own keys. */
const EarlierRoom = z.looseObject({
  instructorToken: z.string().min(1),
  workers: z.array(z.looseObject({ id: z.string(), token: z.string().min(1) })),
});

/**
 * Keys are written before the records lose them: after a kill between the two, this begins again.
 *
 * @returns what was moved, in words; empty when there was nothing.
 * `failed`: of one room, or of the certificate, whose keys stay where they are.
 *
 * @throws UserError when the records cannot be read.
 */
export async function moveEarlierKeys(
  records: string,
  keys: string,
  failed: (error: Error) => void,
): Promise<string[]> {
  const names = await readdir(records).catch((error) => {
    throw recordsError(records, "read", error);
  });
  const moved: string[] = [];
  const tried = async (what: string, move: () => Promise<boolean>) => {
    try {
      if (await move()) moved.push(what);
    } catch (error) {
      failed(recordsError(records, "read", error));
    }
  };
  for (const room of names.filter(isRoomFolder))
    await tried(`room ${room}`, () => moveRoomKeys(records, keys, room));
  await tried("https", () => moveCertificate(join(records, "certificate"), join(keys, "certificate")));
  return moved;
}

async function moveRoomKeys(records: string, keys: string, room: string): Promise<boolean> {
  const home = roomHome(records, room);
  await rm(`${recordPath(home)}.tmp`, { force: true }).catch(() => undefined); // of a process that was killed
  let found = false;
  for (const name of ["room.json", "room-damaged.json"]) {
    const path = join(home, name);
    const bytes = await readRegularFile(path, MOST_ROOM_BYTES).catch(() => undefined); // the warning about an unreadable file comes later
    if (bytes === undefined) continue;
    const whole = name === "room.json" ? parsed(bytes) : undefined;
    const left = whole === undefined ? textWithoutTokens(bytes) : whole.rest;
    if (left === undefined) continue;
    const keysHome = roomHome(keys, room);
    await makeFolder(keysHome);
    if (whole === undefined) await writeAtomically(join(keysHome, "room-damaged.json"), bytes);
    else await writeAtomically(keysPath(keysHome), whole.keys);
    const { atime, mtime } = await stat(path);
    await writeAtomically(path, left);
    // that of a damaged file tells when its room was in use
    if (whole === undefined) await utimes(path, atime, mtime);
    found = true;
  }
  return found;
}

/** Both files of a room that holds its keys; undefined for any other text. */
function parsed(bytes: Uint8Array): { keys: string; rest: string } | undefined {
  try {
    const { instructorToken, workers, ...room } = EarlierRoom.parse(JSON.parse(plainText(bytes)));
    return {
      keys: jsonText({
        instructorToken,
        workers: Object.fromEntries(workers.map(({ id, token }) => [id, token])),
      }),
      rest: jsonText({ ...room, workers: workers.map(({ token: _, ...worker }) => worker) }),
    };
  } catch {
    return undefined;
  }
}

/** For a damaged file, which may be torn anywhere; undefined when it holds no token. */
function textWithoutTokens(bytes: Buffer): Buffer | undefined {
  const text = bytes.toString("latin1");
  const left = text.replace(/("(?:instructorToken|token)"\s*:\s*")[^"]+/g, "$1");
  return left === text ? undefined : Buffer.from(left, "latin1");
}

async function moveCertificate(from: string, to: string): Promise<boolean> {
  const there = await namesIn(from);
  if (there === undefined) return false;
  const taken = (await namesIn(to)) ?? [];
  // a pair that is complete is newer
  if (!CERTIFICATE.every((name) => taken.includes(name))) {
    await makeFolder(to);
    for (const name of CERTIFICATE.filter((name) => there.includes(name)))
      await writeAtomically(join(to, name), await readRegularFile(join(from, name), MOST_ROOM_BYTES));
  }
  await rm(from, { recursive: true, force: true }).catch((error) => {
    throw recordsError(from, "deleted", error);
  });
  return true;
}

async function namesIn(folder: string): Promise<string[] | undefined> {
  return readdir(folder).catch((error) => {
    if (codeOf(error) === "ENOENT") return undefined;
    throw recordsError(folder, "read", error);
  });
}
