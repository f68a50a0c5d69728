/** For whom rounds wait: not for a worker that is silent, or that has held them up for too long. */
import { HELD_UP, isPresent, LIMITS, missesRounds, type RoundRecord } from "@honest-majority/protocol";
import type { Member, Roster } from "./roster";

/** Whoever was silent is waited for in one round: else one answer in four would make the others wait for all deadlines. */
const AFTER_SILENCE = LIMITS.missedRounds.most - 1;

export class Attendance {
  readonly #roster: Roster;
  readonly #seen: () => void;

  /** `seen`: called when something has changed that only the dashboards show. */
  constructor({ roster, seen }: { roster: Roster; seen: () => void }) {
    this.#roster = roster;
    this.#seen = seen;
  }

  /**
   * The worker's updates came too late for their round, but would have come in time if the round had waited. `opened`: the last
   * round that has opened.
   */
  noteLateAnswer(worker: string, opened: number): void {
    const member = this.#roster.find(worker);
    if (member === undefined || !missesRounds(member)) return;
    member.missed = AFTER_SILENCE;
    member.excused = opened;
    this.#seen();
  }

  /** Those for whom rounds do not wait. */
  get silent(): string[] {
    return this.#roster.members
      .filter((member) => missesRounds(member) || member.unawaited)
      .map(({ id }) => id);
  }

  /** `held`: by worker, for how long it held up a round of `roundMs`, whose deadline is set to `deadlineMs`. */
  noteHeldUp(held: ReadonlyMap<string, number>, roundMs: number, deadlineMs: number): void {
    // Who is away pays nothing back, and what is given back goes to all together: a peer may have many workers.
    const members = this.#roster.members.filter(({ id, presence }) => isPresent(presence) || held.has(id));
    const owing = members.filter(({ heldMs = 0 }) => heldMs > 0).length;
    const givenBack = (HELD_UP.givenBack * roundMs) / Math.max(1, owing);
    for (const member of members) {
      const owed = (member.heldMs ?? 0) + (held.get(member.id) ?? 0) - givenBack;
      member.heldMs = Math.max(0, owed);
      member.unawaited = owed > LIMITS.heldDeadlines.most * deadlineMs ? true : undefined;
    }
  }

  /** Counts the rounds in a row that each invited worker missed. In a round that the instructor closed, it had no full deadline. */
  noteClosed({
    invited,
    missing = [],
    closedBy,
    round,
  }: Pick<RoundRecord, "invited" | "missing" | "closedBy" | "round">): void {
    for (const worker of invited) {
      const member = this.#roster.find(worker);
      if (member === undefined) continue;
      if (!missing.includes(worker)) member.missed = missesRounds(member) ? AFTER_SILENCE : 0;
      else if (closedBy !== "instructor" && round > (member.excused ?? -1))
        member.missed = (member.missed ?? 0) + 1;
    }
  }

  /** In a new run, nobody has missed a round or held one up. */
  startAgain(member: Member): void {
    member.excused = undefined;
    member.missed = 0;
    member.heldMs = 0;
    member.unawaited = undefined;
  }

  /**
   * The worker of the address that is away and owes most: who joins again as a new one goes on from there. It owes nothing
   * itself then, because a whole class may have one address.
   */
  debtorAt(address: string | undefined): Member | undefined {
    const isDebtor = ({ presence, heldMs = 0, ...member }: Member) =>
      address !== undefined && member.address === address && !isPresent(presence) && heldMs > 0;
    const debtors = this.#roster.members.filter(isDebtor);
    return debtors.toSorted((a, b) => (b.heldMs ?? 0) - (a.heldMs ?? 0))[0];
  }
}
