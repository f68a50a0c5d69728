/** Which rooms a starting coordinator opens: those it was asked for, the one that a class may still be in, or a new one. */
import { isDeepStrictEqual } from "node:util";
import { RunConfig } from "@honest-majority/protocol";
import type { KeptRoom } from "@honest-majority/room";

/** A class whose last change is older has gone home. */
const STILL_MEETING_MS = 12 * 3600 * 1000;

export interface PlannedRoom {
  code: string;
  config: RunConfig;
  /**
   * The recorded room to open again: its members and its token stay. Its run goes on where it was, or a new one
   * starts in the lobby when another config is asked for. Undefined for a new room.
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
  /** The codes asked for; none opens the newest room again, or a new one. */
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
        ? keptRooms.find(({ savedAt }) => now - savedAt < STILL_MEETING_MS)
        : keptRooms.find(({ room }) => room === code);
    if (kept === undefined) return { code: code ?? newCode(), config: config ?? RunConfig.parse({}) };
    const goesOn = config === undefined || isDeepStrictEqual(config, kept.config);
    return {
      code: kept.room,
      config: config ?? kept.config,
      kept: goesOn ? kept : { ...kept, config, phase: "lobby" },
    };
  });
}
