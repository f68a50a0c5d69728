/** Decides which rooms a coordinator opens at its start: those that are named, the newest one if it is recent, or a new one. */
import { isDeepStrictEqual } from "node:util";
import { RunConfig } from "@honest-majority/protocol";
import type { KeptRoom } from "@honest-majority/room";

/** A room whose last change is older is not opened again unless it is named. */
const RECENT_MS = 12 * 3600 * 1000;

export interface PlannedRoom {
  code: string;
  config: RunConfig;
  /**
   * The recorded room to open again, with its members and token. Its run resumes, or a new run starts in the lobby when
   * another config is given. Undefined for a new room.
   */
  kept?: KeptRoom;
}

export function planRooms({
  keptRooms,
  wanted,
  config,
  now,
  newCode,
}: {
  /** Newest first. */
  keptRooms: readonly KeptRoom[];
  /** Codes of the rooms to open; empty opens the newest recorded room, or a new one. */
  wanted: readonly string[];
  /** Only when the user gave one. */
  config: RunConfig | undefined;
  /** Unix milliseconds. */
  now: number;
  newCode: () => string;
}): PlannedRoom[] {
  const codes = wanted.length === 0 ? [undefined] : wanted;
  return codes.map((code) => {
    const kept =
      code === undefined
        ? keptRooms.find(({ savedAt }) => now - savedAt < RECENT_MS)
        : keptRooms.find(({ room }) => room === code);
    if (kept === undefined) return { code: code ?? newCode(), config: config ?? RunConfig.parse({}) };
    // a run that was changed in mid-run also resumes with the settings that it began with
    const { config: latest, changes } = kept;
    const same = [latest, changes?.begunWith].some((known) => isDeepStrictEqual(config, known));
    return config === undefined || same
      ? { code: kept.room, config: latest, kept }
      : { code: kept.room, config, kept: { ...kept, config, phase: "lobby" } };
  });
}
