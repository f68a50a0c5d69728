/** Handles join, leave, rename and removal, and what is measured of each worker. Knows no run. */

import { type Clock, type Outbox, roleFromConfig } from "@honest-majority/conductor";
import {
  type Answer,
  isSilent,
  type JoinRequest,
  LIMITS,
  quoted,
  type Refusal,
  type RunConfig,
  type RunEvent,
  refuse,
  type UpdateHeader,
} from "@honest-majority/protocol";
import { Attendance } from "./attendance";
import { Rate } from "./rate";
import { type Dealt, RoleChanges } from "./roleChanges";
import { holdsSeat, type Member, PASS_BEFORE_RESTART, Roster } from "./roster";
import type { KeptWorker } from "./runStore";
import { SeatPasses } from "./seatPasses";

/** A disconnected worker that does not return within this time has left. */
const RETURN_GRACE_MS = 15_000;

/** Of a loss. */
const SHOWN_DIGITS = 4;

const REMOVED = "the teacher removed this worker: join again as a new one";

/** Whom a join comes from. */
export interface Caller {
  connection: string;
  /** Its address, if one address may have only so many workers; undefined for those without this limit. */
  address?: string;
  /** Called when the worker has left while the connection may still be open: nothing that comes on it is the worker's. */
  release?: (worker: string) => void;
}

/**
 * What becomes of the members' roles in a new run: they stay because somebody asked for it, all are honest, or they are dealt at
 * random.
 */
export type NewRoles = "keep" | "honest" | Dealt;

export interface MembershipParts {
  code: string;
  kept: readonly KeptWorker[];
  outbox: Outbox;
  clock: Clock;
  newToken: () => string;
  /** How many workers of one address may be in the room. */
  seatsPerAddress: number;
  /** How many workers are in all rooms together; unset where there is only this one. */
  seatsInAll?: () => number;
  shuffled: <T>(list: readonly T[]) => T[];
  /** Adds an event to the run's next record. */
  note: (event: RunEvent) => void;
  /** Called when the ready workers or a worker's recorded data have changed. */
  changed: () => void;
  /** Called when something has changed that only the dashboards show. */
  seen: () => void;
}

export class Membership {
  readonly roster: Roster;
  readonly roles: RoleChanges;
  readonly attendance: Attendance;
  /** How often each worker may ask. */
  readonly rate: Rate;
  readonly passes: SeatPasses;
  readonly #parts: MembershipParts;
  /** By worker, a function that cancels the wait for its return. */
  readonly #waits = new Map<string, () => void>();

  constructor(parts: MembershipParts) {
    this.#parts = parts;
    this.roster = new Roster(parts.kept);
    this.rate = new Rate(() => parts.clock.now());
    this.passes = new SeatPasses(parts);
    this.roles = new RoleChanges({ ...parts, roster: this.roster });
    this.attendance = new Attendance({ ...parts, roster: this.roster });
  }

  /** Brings back the worker that holds the token, or adds a new one, with the role that the config gives it in `round`. */
  join(request: JoinRequest, config: RunConfig, caller: Caller, round: number): Member | Refusal {
    if (request.token !== undefined && this.roster.wasRemoved(request.token)) {
      return refuse("removed", REMOVED);
    }
    const known = this.roster.byToken(request.token ?? "");
    const refused = this.rate.refuses(known?.id ?? caller.connection, "joins");
    if (refused !== undefined) return refused;
    const keepsSeat = known !== undefined && keepsItsSeat(known, caller);
    const pass = keepsSeat ? known.pass : this.#passOf(request, caller);
    const full = keepsSeat ? undefined : this.#refusesSeat(caller, pass, known);
    if (full !== undefined) return full;
    const { newToken, note } = this.#parts;
    const debtor = this.attendance.debtorAt(caller.address);
    const ids = { shards: config.workers, newToken, newId: () => newToken().slice(0, 8) };
    const { member, returned } = this.roster.join(request, ids);
    member.address = caller.address;
    member.pass = pass;
    member.connection = caller.connection;
    member.mayReturn = false;
    this.#stopWaiting(member.id);
    member.release = caller.release;
    if (!returned) {
      if (debtor !== undefined) [member.heldMs, debtor.heldMs] = [debtor.heldMs, 0];
      this.roles.set(member, roleFromConfig(member.index, config, round), "config");
    }
    note({ kind: returned ? "returned" : "joined", worker: member.id, name: member.name });
    this.#parts.changed();
    return member;
  }

  markReady(worker: string): Answer {
    return this.#of(worker, (member) => {
      if (member.presence === "ready") return { ok: true };
      if (member.presence !== "loading")
        return refuse("not-joined", `worker ${quoted(worker)} is not here: it must join first`);
      member.presence = "ready";
      this.#parts.changed();
      return { ok: true };
    });
  }

  rename(worker: string, name: string): Answer<{ name: string }> {
    return this.#of<{ name: string }>(worker, (member) => {
      const refused = this.rate.refuses(worker, "renames");
      if (refused !== undefined) return refused;
      this.roster.rename(member, name);
      this.#parts.changed();
      return { ok: true, name: member.name };
    });
  }

  setHidden(worker: string, hidden: boolean): Answer {
    return this.#of(worker, (member) => {
      member.hidden = hidden;
      this.#parts.seen();
      return { ok: true };
    });
  }

  leave(worker: string): Answer {
    return this.#of(worker, (member) => {
      this.#markLeft(member);
      return { ok: true };
    });
  }

  /**
   * The page of this connection was closed, or is being reloaded: it cannot tell. The worker has left, and for a while its place
   * is given to nobody. Does nothing if the worker has another connection by now, as after a quick reload.
   */
  leavePage(token: string, connection: string): Answer {
    const member = this.roster.byToken(token);
    if (member === undefined)
      return refuse("wrong-token", `this is no token of a worker in room ${this.#parts.code}`);
    if (member.connection !== connection || member.presence === "left") return { ok: true };
    member.mayReturn = true;
    this.#markLeft(member);
    this.#waitForReturn(member);
    member.release?.(member.id);
    return { ok: true };
  }

  remove(worker: string): Answer {
    return this.#of(worker, (member) => {
      this.roster.remove(worker);
      this.#parts.note({ kind: "removed", worker, name: member.name });
      this.#parts.outbox.dismiss(worker, refuse("removed", REMOVED));
      this.#parts.changed();
      return { ok: true };
    });
  }

  /** Removes every silent worker, as `isSilent` defines it. */
  removeSilent(): Answer<{ removed: number }> {
    const silent = this.roster.members.filter(isSilent);
    for (const { id } of silent) this.remove(id);
    return { ok: true, removed: silent.length };
  }

  setTransport(worker: string, transport: string): void {
    const member = this.roster.find(worker);
    if (member === undefined || (transport !== "websocket" && transport !== "polling")) return;
    member.transport = transport;
    this.#parts.seen();
  }

  /** The connection is gone; the worker may come back. */
  disconnected(worker: string): void {
    const member = this.roster.find(worker);
    if (member === undefined || member.presence === "left") return;
    member.presence = "reconnecting";
    this.#parts.changed();
    this.#waitForReturn(member);
  }

  /** After a restart, every recorded worker is expected to come back that had not left. */
  waitForKept(): void {
    for (const member of this.roster.members) {
      if (member.presence === "reconnecting") this.#waitForReturn(member);
    }
  }

  /** `afterMs`: from the round's opening to the update. */
  noteUpdate(worker: string, header: Required<UpdateHeader>, afterMs: number): void {
    const member = this.roster.find(worker);
    if (member === undefined) return;
    // whole milliseconds: more digits say nothing, and reach every dashboard
    member.lagMs = Math.round(Math.max(0, afterMs - header.computeMs));
    member.lastComputeMs = Math.round(header.computeMs);
    member.lastRound = header.round;
  }

  /** `losses`: on the arms of a closed round. Shows the lowest, because the loss on a diverged arm says nothing about the worker. */
  noteLosses(worker: string, losses: readonly number[]): void {
    const member = this.roster.find(worker);
    if (member === undefined || losses.length === 0) return;
    member.lastLoss = Number(Math.min(...losses).toPrecision(SHOWN_DIGITS));
  }

  countRefusal(worker: string): void {
    const member = this.roster.find(worker);
    if (member === undefined) return;
    member.refusals++;
    this.#parts.seen();
  }

  /**
   * Drops the workers that left; the others get new places and load a shard of the new run. Their roles are those of the config where it
   * sets any, also with `attackers: 0`. Roles that are to stay give way only to liars of the config. Who was malicious and is honest in
   * the new run was not flipped in it, so its record has no event for that.
   */
  newRun(config: RunConfig, roles?: NewRoles): void {
    const { attackers, turns } = config;
    const sets = turns !== undefined || (roles === "keep" ? (attackers ?? 0) > 0 : attackers !== undefined);
    this.roster.dropLeft();
    this.roster.givePlaces();
    this.roles.forgetScheduled();
    for (const member of this.roster.members) {
      if (member.presence === "ready") member.presence = "loading";
      this.attendance.startAgain(member);
      if (sets) this.roles.setFirst(member, roleFromConfig(member.index, config));
      else if (roles === "honest") this.roles.give(member, { kind: "honest" });
    }
    if (typeof roles === "object") this.roles.dealNew(roles);
  }

  /** Whether the settings or the instructor planned roles for `round`, which opens next. */
  hasPlanFor(round: number, config: RunConfig): boolean {
    return this.roles.hasScheduled(round) || turnsIn(round, config);
  }

  /** Sets the roles that the settings or the instructor planned for `round`, which is about to open. True if any changed. */
  rolesChangeAt(round: number, config: RunConfig): boolean {
    const turns = turnsIn(round, config);
    if (turns) {
      for (const member of this.roster.members)
        this.roles.set(member, roleFromConfig(member.index, config, round), "config");
    }
    return this.roles.applyScheduled(round) || turns;
  }

  /** The pass of the request, if it gives a seat that does not count for the caller's address. */
  #passOf({ pass }: JoinRequest, { address }: Caller): string | undefined {
    if (pass === undefined || address === undefined || !this.passes.admits(pass, address)) return undefined;
    return this.roster.seatsWith(pass) < LIMITS.swarm.most ? pass : undefined;
  }

  /** `known`: the worker that returns, if it is not a new one. */
  #refusesSeat(
    { address }: Caller,
    pass: string | undefined,
    known: Member | undefined,
  ): Refusal | undefined {
    const { code, seatsPerAddress, seatsInAll } = this.#parts;
    const seats = pass === undefined ? this.roster.seatsOf(address) : 0;
    if (seats >= seatsPerAddress)
      return refuse(
        "room-full",
        `${seats} workers of this address are in room ${code}, and more may not join: close one of their tabs, or ask the teacher, who can start with --seats-per-address ${2 * seatsPerAddress}`,
      );
    const isCounted = known !== undefined && holdsSeat(known);
    if (!isCounted && seatsInAll !== undefined && seatsInAll() >= LIMITS.workersInAll.most)
      return refuse(
        "room-full",
        `${LIMITS.workersInAll.most} workers are in the rooms of this coordinator, and more may not join: ask the teacher to remove those that are silent`,
      );
    const { most } = LIMITS.workers;
    if (known !== undefined || this.roster.members.length < most || this.roster.dropOneThatLeft())
      return undefined;
    return refuse("room-full", `room ${code} holds ${most} workers and is full: ask for another room`);
  }

  #of<T extends object = object>(worker: string, act: (member: Member) => Answer<T>): Answer<T> {
    const member = this.roster.find(worker);
    if (member !== undefined) return act(member);
    return refuse(
      "not-joined",
      `worker ${quoted(worker)} is not in room ${this.#parts.code}: it must join first`,
    );
  }

  #waitForReturn(member: Member): void {
    this.#stopWaiting(member.id);
    const cancel = this.#parts.clock.after(RETURN_GRACE_MS, () => {
      this.#waits.delete(member.id);
      member.mayReturn = false;
      if (member.presence === "reconnecting") this.#markLeft(member);
    });
    this.#waits.set(member.id, cancel);
  }

  #stopWaiting(worker: string): void {
    this.#waits.get(worker)?.();
    this.#waits.delete(worker);
  }

  #markLeft(member: Member): void {
    member.presence = "left";
    this.#parts.note({ kind: "left", worker: member.id, name: member.name });
    this.#parts.changed();
  }
}

/**
 * Whether a worker that returns needs no other seat. One that has left for good gave its seat up, and one that comes from
 * another address needs a seat there. Where a worker was before a restart is not known.
 */
function keepsItsSeat(member: Member, { address }: Caller): boolean {
  if (member.pass === PASS_BEFORE_RESTART) return true; // nobody gets another one of these
  return holdsSeat(member) && (member.address === undefined || member.address === address);
}

function turnsIn(round: number, { turns = [] }: RunConfig): boolean {
  return turns.some((turn) => turn.round === round);
}
