/** Finds a room by its code, and slows guesses: who does not know the code of a class must not find it by trying. */
import { GUESS_SECONDS, LIMITS, type Refusal, refuse } from "@honest-majority/protocol";

/** What a search needs of a room. */
export interface FoundRoom {
  /** Whether the token is the instructor's or a worker's of this room. */
  knows(token: string): boolean;
}

export interface Asker {
  /** Undefined for this machine, whose guesses are not slowed. */
  address: string | undefined;
  token?: string;
}

export type FindRoom<R extends FoundRoom> = (code: string, asker: Asker) => R | Refusal;

/** At so many addresses, those without a recent guess are forgotten. */
const MANY = 1_000;

/**
 * While an address has no guess left, right codes are refused as well: else the answers would tell which are right. Who has a
 * token of the room is let in all the same, as a class may share one address. `now` in milliseconds.
 */
export function roomFinder<R extends FoundRoom>(
  roomOf: (code: string) => R | undefined,
  now: () => number,
): FindRoom<R> {
  const { most } = LIMITS.guesses;
  /** By address, when all of its guesses are there again. */
  const restored = new Map<string, number>();

  function remember(address: string): void {
    if (restored.size >= MANY) for (const [one, at] of restored) if (at <= now()) restored.delete(one);
    restored.set(address, Math.max(restored.get(address) ?? 0, now()) + GUESS_SECONDS * 1_000);
  }

  return (code, { address, token }) => {
    const room = roomOf(code);
    if (room !== undefined && token !== undefined && room.knows(token)) return room;
    const missing = address === undefined ? 0 : Math.max(0, (restored.get(address) ?? 0) - now());
    if (missing > (most - 1) * GUESS_SECONDS * 1_000)
      return refuse(
        "too-many",
        `too many wrong room codes came from this address: wait ${GUESS_SECONDS} seconds, then type the code on the teacher's screen`,
      );
    if (room !== undefined) return room;
    if (address !== undefined) remember(address);
    return refuse("wrong-room", `there is no room ${code} here: check the code on the teacher's screen`);
  };
}
