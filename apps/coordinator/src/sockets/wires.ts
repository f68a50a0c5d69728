/**
 * TCP connections, and which one gives way when as many are open as may be: first those on which no request is being
 * answered, then those whose request belongs to no worker and no watcher; of these, the one that has waited longest. One
 * peer, which says nothing, must not shut out all others behind its school's address.
 */
import { Line } from "./line";
import { Tally, type TallyLimits } from "./tally";

export interface WiresParts<Wire, Request> {
  limits: TallyLimits;
  /** Whether the request carries the messages of a worker or of a watcher. */
  isServing: (request: Request) => boolean;
  cut: (wire: Wire) => void;
}

export class Wires<Wire, Request> {
  readonly #parts: WiresParts<Wire, Request>;
  readonly #held: Tally;
  /** Those with an address: this machine's own never give way. */
  readonly #open = new Map<Wire, { address: string; gone: () => void; request?: Request }>();
  readonly #quiet = new Line<Wire>();
  readonly #busy = new Line<Wire>();

  constructor(parts: WiresParts<Wire, Request>) {
    this.#parts = parts;
    this.#held = new Tally(parts.limits);
  }

  /** Whether there is a place for it, perhaps that of another one. An address of undefined is this machine's own. */
  open(wire: Wire, address: string | undefined): boolean {
    if (address === undefined) return true;
    if (this.#held.fullAfter(address, (of) => this.#cutOne(of)) !== undefined) return false;
    this.#open.set(wire, { address, gone: this.#held.add(address) });
    this.#quiet.add(wire, address);
    return true;
  }

  /** The head of a request has come whole. */
  asked(wire: Wire, request: Request): void {
    const known = this.#open.get(wire);
    if (known === undefined) return;
    known.request = request;
    this.#quiet.remove(wire);
    this.#busy.add(wire, known.address);
  }

  /** The request has its answer. */
  answered(wire: Wire): void {
    const known = this.#open.get(wire);
    if (known === undefined) return;
    known.request = undefined;
    this.#busy.remove(wire);
    this.#quiet.add(wire, known.address);
  }

  closed(wire: Wire): void {
    this.#open.get(wire)?.gone();
    this.#open.delete(wire);
    this.#quiet.remove(wire);
    this.#busy.remove(wire);
  }

  #cutOne(address?: string): boolean {
    const wire = this.#quiet.first(address) ?? this.#busy.first(address, (each) => !this.#isServing(each));
    if (wire === undefined) return false;
    this.closed(wire); // its place is free before the system has closed it
    this.#parts.cut(wire);
    return true;
  }

  #isServing(wire: Wire): boolean {
    const request = this.#open.get(wire)?.request;
    return request !== undefined && this.#parts.isServing(request);
  }
}
