/** Which room a starting coordinator opens: the one it was asked for, the one that a class may still be in, or a new one. */
import { isDeepStrictEqual } from "node:util";
import type { RunConfig } from "@honest-majority/protocol";
import type { KeptRoom } from "@honest-majority/room";

/** A class that met this long ago has gone home. */
const STILL_MEETING_MS = 12 * 3600 * 1000;

export type Reopening =
  | { kind: "new" }
  /** The members and the token stay; the run goes on where it was, or with the given config begins anew. */
  | { kind: "again"; kept: KeptRoom; goesOn: boolean };

export function reopening({
  rooms,
  room,
  config,
  now,
}: {
  /** Newest first. */
  rooms: readonly KeptRoom[];
  /** The room asked for. */
  room: string | undefined;
  /** Only where the user gave one. */
  config: RunConfig | undefined;
  now: number;
}): Reopening {
  const kept =
    room === undefined
      ? rooms.find(({ savedAt }) => now - savedAt < STILL_MEETING_MS)
      : rooms.find((candidate) => candidate.room === room);
  if (kept === undefined) return { kind: "new" };
  return { kind: "again", kept, goesOn: config === undefined || isDeepStrictEqual(config, kept.config) };
}
