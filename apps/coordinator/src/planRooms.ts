/** Decides which rooms a coordinator opens at its start: those that are named, the newest one if it is recent, or a new one. */
import { isDeepStrictEqual } from "node:util";
import { RunConfig } from "@honest-majority/protocol";
import type { DamagedRoom, KeptRoom } from "@honest-majority/room";

/** A room whose last change is older is not opened again unless it is named. */
const RECENT_MS = 12 * 3600 * 1000;

export interface PlannedRoom {
  code: string;
  config: RunConfig;
  /** The recorded room to open again, with its members and token. Its run resumes if `config` is that of its record. */
  kept?: KeptRoom;
  /** What was lost, when the room's record is damaged. */
  warning?: string;
  /** The key that a damaged room had. */
  instructorToken?: string;
}

/** The rooms to open. Empty when all that are named, or the newest one, stay closed. */
export function planRooms({
  keptRooms,
  damaged = [],
  wanted,
  config,
  now,
  newCode,
}: {
  /** Newest first. */
  keptRooms: readonly KeptRoom[];
  damaged?: readonly DamagedRoom[];
  /** Codes of the rooms to open; empty opens the newest recorded room, or a new one. */
  wanted: readonly string[];
  /** Only when the user gave one. */
  config: RunConfig | undefined;
  /** Unix milliseconds. */
  now: number;
  newCode: () => string;
}): PlannedRoom[] {
  const codes = wanted.length === 0 ? [newest([...keptRooms, ...damaged], now)] : wanted;
  const open = codes.filter((code) => !damaged.some(({ room, staysClosed }) => room === code && staysClosed));
  return open.map((code) => {
    const kept = keptRooms.find(({ room }) => room === code);
    if (kept !== undefined)
      return { code: kept.room, config: configFor(kept, config), kept, warning: kept.problem };
    const planned = { code: code ?? newCode(), config: config ?? RunConfig.parse({}) };
    const lost = damaged.find(({ room }) => room === code);
    if (lost === undefined) return planned;
    return { ...planned, warning: warningOf(lost), instructorToken: lost.instructorToken };
  });
}

/** The code of the recent room that was saved last. One from the future was saved while the clock was wrong. */
function newest(rooms: readonly { room: string; savedAt: number }[], now: number): string | undefined {
  const recent = rooms.filter(({ savedAt }) => Math.abs(now - savedAt) < RECENT_MS);
  return recent.sort((a, b) => b.savedAt - a.savedAt)[0]?.room;
}

/** The latest settings of the room's run, unless others are given than it has or began with. */
function configFor({ config: latest, changes }: KeptRoom, given: RunConfig | undefined): RunConfig {
  const isItsOwn = [latest, changes?.begunWith].some((known) => isDeepStrictEqual(given, known));
  return given === undefined || isItsOwn ? latest : given;
}

function warningOf({ room, problem, instructorToken }: DamagedRoom): string {
  const address = instructorToken === undefined ? "does not work" : "works as before";
  return `${problem}. Room ${room} is open with nobody in it, in its lobby: tabs that were in it join as new workers, and its old address for the teacher ${address}. The rounds of its runs stay in its folder`;
}
