/** The members of a room: identity, name, place, role and presence. Knows no socket and no vector. */
import { fieldsWithoutTruth, type WithoutTruth } from "@honest-majority/conductor";
import {
  type JoinRequest,
  nameSkeleton,
  numberedName,
  type Presence,
  type Role,
  type WorkerView,
} from "@honest-majority/protocol";
import type { KeptWorker } from "./runStore";

export interface Member extends Omit<KeptWorker, "left" | "swarm"> {
  presence: Presence;
  hidden: boolean;
  backend: string;
  backendNote: string;
  backendDeaths?: number;
  /** The codecs that it named at its last join. */
  codecs: readonly string[];
  lastLoss?: number;
  lastComputeMs?: number;
  lastRound?: number;
  lagMs?: number;
  transport?: WorkerView["transport"];
  missed?: number;
  /** For how long it has held rounds up, less what was given back. */
  heldMs?: number;
  unawaited?: true;
  /** Up to this round none waits for it, although it has answered one late: missing these says nothing. */
  excused?: number;
  /** Where its connection comes from, if one address may have only so many workers. */
  address?: string;
  /** The pass with which it took a seat that does not count for its address. */
  pass?: string;
  /** Names its latest connection. */
  connection?: string;
  /** Makes its latest connection nobody's. */
  release?: (worker: string) => void;
  /** It left by closing its page, a moment ago: perhaps it only reloads the page. */
  mayReturn?: boolean;
  refusals: number;
}

/** Short names with different initials that are easy to say in many languages. */
const NAMES = [
  "Ada", "Ben", "Cleo", "Dev", "Eva", "Finn", "Gus", "Hana", "Ivo", "Juno", "Kai", "Lena", "Milo", "Nia", "Otto",
  "Pia", "Quin", "Rosa", "Sami", "Tara", "Ugo", "Vera", "Wim", "Xena", "Yuki", "Zoe",
]; // biome-ignore format: one list, read as one

export class Roster {
  readonly #members = new Map<string, Member>();
  readonly #removedTokens = new Set<string>();
  /** By name; kept from join to join, as a full room has 256. */
  #skeletons: ReadonlyMap<string, string> = new Map();

  constructor(kept: readonly KeptWorker[] = []) {
    for (const { left, swarm, ...worker } of kept) {
      this.#members.set(worker.id, {
        ...worker,
        ...newcomer,
        presence: left ? "left" : "reconnecting",
        ...(swarm && { pass: PASS_BEFORE_RESTART }),
      });
    }
  }

  get members(): Member[] {
    return [...this.#members.values()].sort((a, b) => a.index - b.index);
  }

  get ready(): string[] {
    return this.members.filter((member) => member.presence === "ready").map((member) => member.id);
  }

  find(id: string): Member | undefined {
    return this.#members.get(id);
  }

  byToken(token: string): Member | undefined {
    return [...this.#members.values()].find((member) => member.token === token);
  }

  /** How many workers are here, or may come back. */
  get seats(): number {
    return this.#seats(() => true);
  }

  /** Those of an address, without the ones that came with a pass; none without an address. */
  seatsOf(address: string | undefined): number {
    if (address === undefined) return 0;
    return this.#seats((member) => member.address === address && member.pass === undefined);
  }

  seatsWith(pass: string): number {
    return this.#seats((member) => member.pass === pass);
  }

  #seats(counts: (member: Member) => boolean): number {
    let seats = 0;
    for (const member of this.#members.values()) if (holdsSeat(member) && counts(member)) seats++;
    return seats;
  }

  wasRemoved(token: string): boolean {
    return this.#removedTokens.has(token);
  }

  /** Brings back the member that holds the token, or adds one. Places below `shards` are filled first. */
  join(
    request: { token?: string; name?: string } & Pick<
      JoinRequest,
      "backend" | "backendNote" | "backendDeaths" | "codecs" | "votes"
    >,
    { shards, newToken, newId }: { shards: number; newToken: () => string; newId: () => string },
  ): { member: Member; returned: boolean } {
    const known = request.token === undefined ? undefined : this.byToken(request.token);
    const client = {
      backend: request.backend,
      backendNote: request.backendNote ?? "",
      backendDeaths: request.backendDeaths || undefined,
      codecs: request.codecs ?? [],
      votes: request.votes || undefined,
    };
    if (known !== undefined) {
      Object.assign(known, client, { presence: "loading", hidden: false });
      if (request.name !== undefined) known.name = this.#freeName(request.name, known.id);
      return { member: known, returned: true };
    }
    const index = this.#freeIndex(shards);
    const member: Member = {
      ...newcomer,
      ...client,
      id: newId(),
      token: newToken(),
      name: this.#freeName(request.name ?? NAMES[index % NAMES.length], undefined),
      index,
      role: { kind: "honest" } satisfies Role,
      presence: "loading",
    };
    this.#members.set(member.id, member);
    return { member, returned: false };
  }

  rename(member: Member, name: string): string {
    member.name = this.#freeName(name, member.id);
    return member.name;
  }

  remove(id: string): Member | undefined {
    const member = this.#members.get(id);
    if (member === undefined) return undefined;
    this.#members.delete(id);
    this.#removedTokens.add(member.token);
    return member;
  }

  /** Drops the members that left. */
  dropLeft(): void {
    for (const member of this.#members.values())
      if (member.presence === "left") this.#members.delete(member.id);
  }

  /** Gives the places from 0 on, in the order of the places until now; members that may not come back get the last ones. */
  givePlaces(): void {
    const isAway = ({ presence }: Member) => (presence === "reconnecting" ? 1 : 0);
    const inOrder = this.members.sort((a, b) => isAway(a) - isAway(b));
    for (const [index, member] of inOrder.entries()) member.index = index;
  }

  /** Drops one member that left, to make room for a new one; false when none has left. */
  dropOneThatLeft(): boolean {
    const gone = this.members.find((member) => !holdsSeat(member));
    return gone !== undefined && this.#members.delete(gone.id);
  }

  kept(): KeptWorker[] {
    return this.members.map(({ id, token, name, index, role, next, presence, votes, pass }) => ({
      id,
      token,
      name,
      index,
      role,
      next,
      ...(presence === "left" && { left: true }),
      ...(votes && { votes }),
      ...(pass !== undefined && { swarm: true }),
    }));
  }

  /** A free place; else that of a member that left for good, which gets another if it returns; else one beyond the shards. */
  #freeIndex(shards: number): number {
    const holders = new Map(this.members.map((member) => [member.index, member]));
    for (let index = 0; index < shards; index++) if (!holders.has(index)) return index;
    const gone = this.members.find((member) => !holdsSeat(member) && member.index < shards);
    if (gone !== undefined) {
      this.#members.delete(gone.id);
      return gone.index;
    }
    let index = shards;
    while (holders.has(index)) index++;
    return index;
  }

  /** Adds a number to a name that looks like one that is taken, so that readers can tell the members apart. */
  #freeName(wanted: string, id: string | undefined): string {
    const others = this.members.filter((member) => member.id !== id);
    this.#skeletons = new Map(
      others.map(({ name }) => [name, this.#skeletons.get(name) ?? nameSkeleton(name)]),
    );
    const taken = new Set(this.#skeletons.values());
    let name = wanted;
    for (let n = 2; taken.has(nameSkeleton(name)); n++) name = numberedName(wanted, n);
    return name;
  }
}

/** Whether it is here, or may come back to its place within a few seconds. */
export function holdsSeat({ presence, mayReturn }: Member): boolean {
  return presence !== "left" || mayReturn === true;
}

/** Passes are not recorded; no new one is empty. */
export const PASS_BEFORE_RESTART = "";

const newcomer = { hidden: false, backend: "?", backendNote: "", codecs: [], refusals: 0 } as const;

/** Whether it is ready, and not on the coordinator's own machine, from which nothing crosses the network. */
export function isOnNetwork({ presence, address }: Member): boolean {
  return presence === "ready" && address !== undefined;
}

/** A member as dashboards show it. */
export function viewOf(member: Member, truth: boolean): WorkerView {
  const fields = Object.entries(member).filter(
    ([name, value]) => value !== undefined && Object.hasOwn(VIEW, name),
  );
  const view = Object.fromEntries(fields) as unknown as WorkerView;
  return truth ? view : fieldsWithoutTruth(view, VIEW);
}

/** Without truth: who it is, how it is connected, and whether its updates came. Loss and times differ between honest and malicious. */
const VIEW: WithoutTruth<WorkerView> = {
  id: "shown",
  index: "shown",
  name: "shown",
  backend: "shown",
  backendNote: "shown",
  backendDeaths: "shown",
  presence: "shown",
  hidden: "shown",
  role: "hidden",
  lastLoss: "hidden",
  lastComputeMs: "hidden",
  lastRound: "hidden",
  lagMs: "hidden",
  transport: "shown",
  refusals: "hidden",
  missed: "shown",
  unawaited: "shown",
  next: "hidden",
};
