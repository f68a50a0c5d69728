/** Changes the members' roles: at once, from a round on, several together, or dealt at random. */
import type { Outbox } from "@honest-majority/conductor";
import {
  type Answer,
  type AttackConfig,
  type DealRequest,
  type FlipManyRequest,
  isPresent,
  quoted,
  type Role,
  type RunEvent,
  refuse,
} from "@honest-majority/protocol";
import type { Member, Roster } from "./roster";

type FlippedBy = Extract<RunEvent, { kind: "flipped" }>["by"];

export interface RoleParts {
  code: string;
  roster: Roster;
  outbox: Outbox;
  /** A new list in a random order that nobody can predict. */
  shuffled: <T>(list: readonly T[]) => T[];
  /** Adds an event to the run's next record. */
  note: (event: RunEvent) => void;
  /** Called when a worker's recorded data have changed. */
  changed: () => void;
}

/** How many workers become malicious, and how. */
export type Dealt = Required<DealRequest>;

const HONEST: Role = { kind: "honest" };

export class RoleChanges {
  readonly #parts: RoleParts;

  constructor(parts: RoleParts) {
    this.#parts = parts;
  }

  /** Counts from the next round on. The instructor's flip cancels a scheduled one. */
  flip(worker: string, role: Role, by: "worker" | "instructor"): Answer {
    const { roster, changed } = this.#parts;
    const member = roster.find(worker);
    if (member === undefined) return this.#stranger(worker);
    if (by === "instructor") member.next = undefined;
    this.set(member, role, by);
    changed();
    return { ok: true };
  }

  /** Flips at once, or schedules, when the role is to count from a later round than `upcoming`, the next to open. */
  flipMany({ who, role, from = 0 }: FlipManyRequest, upcoming: number): Answer<{ flipped: number }> {
    const { roster } = this.#parts;
    const listed = typeof who === "object" && "workers" in who ? who.workers : [];
    const stranger = listed.find((worker) => roster.find(worker) === undefined);
    if (stranger !== undefined) return this.#stranger(stranger);
    const chosen = this.#chosen(who, role);
    const flipped = chosen.filter(({ role: now }) => !sameRole(now, role)).length;
    for (const member of chosen) {
      member.next = from > upcoming ? { role, round: from } : undefined;
      if (member.next === undefined) this.set(member, role, "instructor");
    }
    this.#parts.changed();
    return { ok: true, flipped };
  }

  /** Makes `count` members that are here malicious, drawn at random, and all others honest, also those that left. */
  deal({ count, attack }: DealRequest, preset: AttackConfig): Answer {
    const here = this.#present();
    if (count > here.length)
      return refuse(
        "malformed",
        `only ${here.length} workers are here, so ${count} cannot be malicious: choose a smaller number`,
      );
    for (const [member, role] of this.#dealt({ count, attack: attack ?? preset })) {
      member.next = undefined;
      this.set(member, role, "instructor");
    }
    this.#parts.changed();
    return { ok: true };
  }

  /** As `deal`, for a run that begins: without events in its record. Fewer are malicious where fewer are here. */
  dealNew(dealt: Dealt): void {
    for (const [member, role] of this.#dealt(dealt)) this.give(member, role);
  }

  /** Whether roles are scheduled for `round`, or for an earlier one. */
  hasScheduled(round: number): boolean {
    return this.#parts.roster.members.some(({ next }) => next !== undefined && next.round <= round);
  }

  /** Sets the roles that were scheduled for `round`, which is about to open, or for an earlier one. True when there were any. */
  applyScheduled(round: number): boolean {
    let applied = false;
    for (const member of this.#parts.roster.members) {
      const { next } = member;
      if (next === undefined || next.round > round) continue;
      member.next = undefined;
      this.set(member, next.role, "instructor");
      applied = true;
    }
    return applied;
  }

  /** Cancels what was scheduled; its rounds are those of another run. */
  forgetScheduled(): void {
    for (const member of this.#parts.roster.members) member.next = undefined;
  }

  /** Records the new role and tells the worker. The caller reports the change. */
  set(member: Member, role: Role, by: FlippedBy): void {
    if (this.give(member, role)) this.#note(member, by);
  }

  /** The role that the settings give it at a run's start: a record names a liar also if it lied in the run before. */
  setFirst(member: Member, role: Role): void {
    this.give(member, role);
    if (role.kind === "malicious") this.#note(member, "config");
  }

  /** As `set`, without an event in the record. False when the worker has the role already. */
  give(member: Member, role: Role): boolean {
    if (sameRole(member.role, role)) return false;
    member.role = role;
    this.#parts.outbox.toWorker(member.id, "role:changed", role);
    return true;
  }

  #note({ id: worker, name, role }: Member, by: FlippedBy): void {
    this.#parts.note({ kind: "flipped", worker, name, role, by });
  }

  #dealt({ count, attack }: Dealt): [Member, Role][] {
    const malicious = new Set(this.#parts.shuffled(this.#present()).slice(0, count));
    const role: Role = { kind: "malicious", attack };
    return this.#parts.roster.members.map((member) => [member, malicious.has(member) ? role : HONEST]);
  }

  /** A draw is among these: a phone that lost its connection may never come back. */
  #present(): Member[] {
    return this.#parts.roster.members.filter(({ presence }) => isPresent(presence));
  }

  #here(): Member[] {
    return this.#parts.roster.members.filter(({ presence }) => presence !== "left");
  }

  #stranger(worker: string) {
    return refuse(
      "not-joined",
      `worker ${quoted(worker)} is not in room ${this.#parts.code}: it must join first`,
    );
  }

  #chosen(who: FlipManyRequest["who"], role: Role): Member[] {
    const here = this.#here();
    // a worker that left, and comes back, must not be the one that still attacks
    if (who === "all") return role.kind === "honest" ? this.#parts.roster.members : here;
    if ("workers" in who) return here.filter(({ id }) => who.workers.includes(id));
    const others = this.#present().filter((member) => member.role.kind !== role.kind);
    return this.#parts.shuffled(others).slice(0, who.random);
  }
}

/** One schema parsed them both, so equal roles have equal JSON. */
function sameRole(a: Role, b: Role): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
