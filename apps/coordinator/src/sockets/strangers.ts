/**
 * The connections that hold no place in a room, and give way to a new one that needs theirs: first those that have named no
 * room that is here, then those that have, such as of a worker that left; of each, the oldest first. Those that name no room
 * are cut after a while. One peer must not shut out all others behind its school's address.
 */
import type { Clock } from "@honest-majority/conductor";
import { Line } from "./line";

export interface StrangersParts<Connection> {
  after: Clock["after"];
  /** How long a connection may say nothing, in ms. */
  patienceMs: number;
  /** Whether a connection can name a room by now: none is cut before for saying nothing. */
  areRoomsOpen: () => boolean;
  cut: (connection: Connection) => void;
}

interface Known {
  /** Undefined for this machine's own. */
  address?: string;
  /** Ends the wait for its first word. */
  cancel: () => void;
  /** How many of its sockets hold a place. */
  places: number;
}

export class Strangers<Connection extends object> {
  readonly #parts: StrangersParts<Connection>;
  readonly #known = new Map<Connection, Known>();
  readonly #silent = new Line<Connection>();
  readonly #guests = new Line<Connection>();

  constructor(parts: StrangersParts<Connection>) {
    this.#parts = parts;
  }

  /** An address of undefined is this machine's own: it may say nothing for ever. */
  add(connection: Connection, address: string | undefined): void {
    if (address !== undefined) this.#waitFor(connection, address);
    else this.#known.set(connection, { cancel: () => {}, places: 0 });
  }

  /** The connection has named a room that is here. */
  named(connection: Connection): void {
    const known = this.#known.get(connection);
    if (known === undefined || !this.#silent.has(connection)) return;
    known.cancel();
    this.#silent.remove(connection);
    this.#makeGuest(connection, known);
  }

  /** It belongs to a worker or watches a room, until the returned function is called: it gives way to none. */
  hold(connection: Connection): () => void {
    this.named(connection);
    const known = this.#known.get(connection);
    if (known === undefined) return () => {};
    known.places++;
    this.#guests.remove(connection);
    let held = true;
    return () => {
      if (held && --known.places === 0 && this.#known.has(connection)) this.#makeGuest(connection, known);
      held = false;
    };
  }

  /** The connection is closed. */
  remove(connection: Connection): void {
    this.#known.get(connection)?.cancel();
    this.#known.delete(connection);
    this.#silent.remove(connection);
    this.#guests.remove(connection);
  }

  /** Whether it holds a place. */
  holds(connection: Connection): boolean {
    return (this.#known.get(connection)?.places ?? 0) > 0;
  }

  /** Cuts one of them, of this address where one is given. False when there is none. */
  cutOldest(address?: string): boolean {
    const oldest = this.#silent.first(address) ?? this.#guests.first(address);
    if (oldest !== undefined) this.#cut(oldest);
    return oldest !== undefined;
  }

  #makeGuest(connection: Connection, { address }: Known): void {
    if (address !== undefined) this.#guests.add(connection, address);
  }

  #waitFor(connection: Connection, address: string): void {
    const { after, patienceMs, areRoomsOpen } = this.#parts;
    const cancel = after(patienceMs, () => {
      if (areRoomsOpen()) this.#cut(connection);
      else this.#waitFor(connection, address);
    });
    this.#known.set(connection, { address, cancel, places: 0 });
    this.#silent.add(connection, address);
  }

  #cut(connection: Connection): void {
    this.remove(connection);
    this.#parts.cut(connection);
  }
}
