/**
 * Bounds what one connection may make socket.io keep: sockets of namespaces, which it counts only once they are open, and the
 * parts of a message, which it keeps until the last one has come. So of one message, only its short text waits for its bytes;
 * if these begin and do not end, no answer to a ping gets through, and Engine.IO ends the connection.
 */
import { LIMITS, type Refusal, refuse } from "@honest-majority/protocol";

/** The first character of a packet, as socket.io's parser reads it. */
const CONNECT = 0;
const DISCONNECT = 1;
const BINARY = [5, 6];

export class PacketLimits {
  readonly #joined = new Set<string>();
  #joins = 0;

  /** Undefined when socket.io may have this text of the client. */
  refuses(packet: string): Refusal | undefined {
    const type = Number(packet.charAt(0));
    if (type === CONNECT) return this.#join(namespaceOf(packet));
    if (type === DISCONNECT) this.#joined.delete(namespaceOf(packet));
    if (BINARY.includes(type) && Number(packet.slice(1, packet.indexOf("-"))) > LIMITS.attachments.most)
      return refuse("too-large", "a message may have bytes in one place, not in several");
    return undefined;
  }

  /** socket.io sends this text to the client. */
  sent(packet: string): void {
    if (packet.startsWith(String(DISCONNECT))) this.#joined.delete(namespaceOf(packet));
  }

  #join(namespace: string): Refusal | undefined {
    const { most } = LIMITS.namespaceJoins;
    if (this.#joined.has(namespace) || ++this.#joins > most)
      return refuse("too-many", `a connection may join a namespace once at a time, and ${most} times in all`);
    this.#joined.add(namespace);
    return undefined;
  }
}

function namespaceOf(packet: string): string {
  return /^.(\/[^,]*)/s.exec(packet)?.[1] ?? "/";
}
