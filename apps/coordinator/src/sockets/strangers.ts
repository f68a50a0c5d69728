/**
 * The connections that have not yet named a room that is here, the oldest first. They are cut after a while, and earlier where
 * a new one needs their place: one peer, which says nothing, must not shut out all others behind its school's address.
 */
import type { Clock } from "@honest-majority/conductor";

export interface StrangersParts<Connection> {
  after: Clock["after"];
  /** How long a connection may say nothing, in ms. */
  patienceMs: number;
  /** Whether a connection can name a room by now: none is cut before for saying nothing. */
  areRoomsOpen: () => boolean;
  cut: (connection: Connection) => void;
}

export class Strangers<Connection extends object> {
  readonly #parts: StrangersParts<Connection>;
  readonly #waiting = new Map<Connection, { address: string; cancel: () => void }>();

  constructor(parts: StrangersParts<Connection>) {
    this.#parts = parts;
  }

  /** An address of undefined is this machine's own: it may say nothing for ever. */
  add(connection: Connection, address: string | undefined): void {
    if (address !== undefined) this.#waitFor(connection, address);
  }

  /** The connection has named a room, or is closed. */
  remove(connection: Connection): void {
    this.#waiting.get(connection)?.cancel();
    this.#waiting.delete(connection);
  }

  has(connection: Connection): boolean {
    return this.#waiting.has(connection);
  }

  /** Cuts the oldest one, of this address where one is given. False when there is none. */
  cutOldest(address?: string): boolean {
    for (const [connection, waiting] of this.#waiting) {
      if (address !== undefined && waiting.address !== address) continue;
      this.#cut(connection);
      return true;
    }
    return false;
  }

  #waitFor(connection: Connection, address: string): void {
    const { after, patienceMs, areRoomsOpen } = this.#parts;
    const cancel = after(patienceMs, () => {
      if (areRoomsOpen()) this.#cut(connection);
      else this.#waitFor(connection, address);
    });
    this.#waiting.set(connection, { address, cancel });
  }

  #cut(connection: Connection): void {
    this.remove(connection);
    this.#parts.cut(connection);
  }
}
