/**
 * TCP connections, and which one gives way when as many are open as may be: the one that has had no request under way for
 * longest, if that is longer than a newcomer needs to ask; then the one on which nothing has changed for longest, and whose
 * request belongs to no worker and no watcher. One peer must not shut out all others behind its school's address, neither
 * with connections that say nothing nor with answers that it does not read.
 */
import { QUIET_WIRE_SECONDS } from "@honest-majority/protocol";
import { Line } from "./line";
import { Tally, type TallyLimits } from "./tally";

export interface WiresParts<Wire, Request> {
  /** Of all but this machine's own. */
  limits: TallyLimits;
  /** How many of this machine's own may be open, and how many of all together. */
  own: number;
  inAll: number;
  /** Whether the request carries the messages of a worker or of a watcher. */
  isServing: (request: Request) => boolean;
  /** In ms. */
  now: () => number;
  cut: (wire: Wire) => void;
}

/** The address of this machine's own. */
const OWN = "this machine";

interface Known<Request> {
  address: string;
  gone: () => void;
  /** When it was opened, or its last request came or got its answer. */
  since: number;
  request?: Request;
}

export class Wires<Wire, Request> {
  readonly #parts: WiresParts<Wire, Request>;
  readonly #held: Tally;
  readonly #ownHeld: Tally;
  readonly #open = new Map<Wire, Known<Request>>();
  readonly #quiet = new Line<Wire>();
  readonly #busy = new Line<Wire>();

  constructor(parts: WiresParts<Wire, Request>) {
    this.#parts = parts;
    this.#held = new Tally(parts.limits);
    this.#ownHeld = new Tally({ perAddress: parts.own, inAll: parts.own });
  }

  /** Whether there is a place for it, perhaps that of another one. An address of undefined is this machine's own. */
  open(wire: Wire, address: string | undefined): boolean {
    const side = address === undefined ? this.#ownHeld : this.#held;
    const whose = address ?? OWN;
    const giveWay = (of?: string) => this.#cutOne((each) => (of === undefined ? each !== OWN : each === of));
    if (side.fullAfter(whose, giveWay) !== undefined) return false;
    while (this.#open.size >= this.#parts.inAll) if (!this.#cutOne(() => true)) return false;
    this.#open.set(wire, { address: whose, gone: side.add(whose), since: this.#parts.now() });
    this.#quiet.add(wire, whose);
    return true;
  }

  /** The head of a request has come whole. */
  asked(wire: Wire, request: Request): void {
    const known = this.#open.get(wire);
    if (known === undefined) return;
    known.request = request;
    known.since = this.#parts.now();
    this.#quiet.remove(wire);
    this.#busy.add(wire, known.address);
  }

  /** The request has its answer. */
  answered(wire: Wire): void {
    const known = this.#open.get(wire);
    if (known === undefined) return;
    known.request = undefined;
    known.since = this.#parts.now();
    this.#busy.remove(wire);
    this.#quiet.add(wire, known.address);
  }

  closed(wire: Wire): void {
    this.#open.get(wire)?.gone();
    this.#open.delete(wire);
    this.#quiet.remove(wire);
    this.#busy.remove(wire);
  }

  /** One of an address that `may` admits. */
  #cutOne(may: (address: string) => boolean): boolean {
    const wire = this.#first((each) => may(this.#open.get(each)?.address ?? ""));
    if (wire === undefined) return false;
    this.closed(wire); // its place is free before the system has closed it
    this.#parts.cut(wire);
    return true;
  }

  #first(may: (wire: Wire) => boolean): Wire | undefined {
    const quiet = this.#quiet.first(undefined, may);
    if (quiet !== undefined && this.#parts.now() - this.#since(quiet) > QUIET_WIRE_SECONDS * 1_000)
      return quiet;
    const busy = this.#busy.first(undefined, (each) => may(each) && !this.#isServing(each));
    if (quiet === undefined || busy === undefined) return quiet ?? busy;
    return this.#since(busy) < this.#since(quiet) ? busy : quiet;
  }

  #since(wire: Wire): number {
    return this.#open.get(wire)?.since ?? 0;
  }

  #isServing(wire: Wire): boolean {
    const request = this.#open.get(wire)?.request;
    return request !== undefined && this.#parts.isServing(request);
  }
}
