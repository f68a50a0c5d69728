/**
 * Bounds the memory that one connection may take: the length and number of what it sends, and what waits because it does not read;
 * and what waits for all connections together that belong to no worker. All of it is decided below socket.io, which would
 * keep any length in its buffers. Engine.IO and ws have no such limits for single connections, so this reads and sets fields
 * that they do not document; the tests in e2e/wire fail if these change.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { LIMITS, type Refusal, refuse } from "@honest-majority/protocol";
import { limitPackets } from "./bodyPackets";
import { PacketLimits } from "./packetLimits";

interface Transport {
  name: string;
  /** Names the session, also in each request of a polling client. */
  sid: string;
  /** Of WebSocket: the socket of ws. */
  socket?: { bufferedAmount: number; terminate(): void; _receiver: { _maxPayload: number } };
  /** Of polling: the longest body of a request, the request that waits for messages with its answer, and the one that brings some. */
  maxHttpBufferSize?: number;
  req?: IncomingMessage | null;
  res?: ServerResponse | null;
  dataReq?: IncomingMessage | null;
}

/** With the socket of ws that Engine.IO made of it. */
type Request = IncomingMessage & { websocket?: Transport["socket"] };

/** Of Engine.IO. */
interface Packet {
  type?: string;
  data?: unknown;
}

/** A connection of Engine.IO: the namespaces of one client share it. */
export interface Connection {
  readonly transport: Transport;
  /** The one that opened it. */
  readonly request: IncomingMessage;
  on(event: "close", listener: () => void): unknown;
  on(event: "packetCreate" | "packet", listener: (packet: Packet) => void): unknown;
  on(event: "flush", listener: () => void): unknown;
  on(event: "upgrade" | "upgrading", listener: (transport: Transport) => void): unknown;
  off(event: "upgrade", listener: (transport: Transport) => void): unknown;
  close(discard: boolean): void;
}

interface State {
  /** The longest message that it may send, in bytes. */
  longest: number;
  /** How many bytes may wait for it. */
  mostUnsent: number;
  /** Bytes that Engine.IO holds, and that polling has answered with and the client has not read. */
  queued: number;
  answered: Map<ServerResponse, number>;
  packets: PacketLimits;
  cut?: Refusal;
}

export class ConnectionGuard {
  readonly #maxMessageBytes: number;
  readonly #states = new WeakMap<Connection, State>();
  readonly #sessions = new Map<string, Connection>();
  readonly #opened = new WeakMap<IncomingMessage, Connection>();
  readonly #mostInAll: number;
  #checking = false;

  constructor(
    maxMessageBytes: number,
    { unsentInAll = LIMITS.unsentInAll.most }: { unsentInAll?: number } = {},
  ) {
    this.#maxMessageBytes = maxMessageBytes;
    this.#mostInAll = unsentInAll;
  }

  watch(connection: Connection): void {
    const state: State = {
      longest: LIMITS.textBytes.most,
      mostUnsent: LIMITS.unsentBytes.most,
      queued: 0,
      answered: new Map(),
      packets: new PacketLimits(),
    };
    this.#states.set(connection, state);
    const { request } = connection;
    const { sid } = connection.transport;
    this.#sessions.set(sid, connection);
    this.#opened.set(request, connection);
    connection.on("close", () => {
      this.#sessions.delete(sid);
      this.#opened.delete(request);
    });
    const limit = (transport: Transport) => setLongest(transport, state.longest);
    limit(connection.transport);
    connection.on("upgrading", limit);
    connection.on("upgrade", limit);
    limitPackets(connection.transport, (reason) => this.cut(connection, reason));
    connection.on("packet", ({ type, data }) => {
      if (type !== "message" || typeof data !== "string") return;
      const refusal = lengthOf(data) > LIMITS.textBytes.most ? tooLong() : state.packets.refuses(data);
      if (refusal !== undefined) this.cut(connection, refusal);
    });
    connection.on("packetCreate", ({ type, data }) => {
      if (type === "message" && typeof data === "string") state.packets.sent(data);
      // the newest message does not count: a client that reads must be able to get a long one
      if (state.cut === undefined && unsentBytes(connection, state) > state.mostUnsent) {
        const { most } = LIMITS.unsentBytes;
        state.cut = refuse(
          "too-large",
          `over ${most} bytes waited for this connection, which did not read them`,
        );
        // not now: who sends is in the middle of something, and a cut makes the worker leave
        process.nextTick(() => this.cut(connection));
      }
      state.queued += lengthOf(data);
      this.#checkAllSoon();
    });
    connection.on("flush", () => {
      const { res } = connection.transport;
      if (res !== undefined && res !== null) {
        state.answered.set(res, state.queued);
        res.once("close", () => state.answered.delete(res));
      }
      state.queued = 0;
    });
  }

  /** Lets the connection of a worker in a room send updates, until the returned function is called. */
  admit(connection: Connection): () => void {
    const state = this.#states.get(connection);
    if (state === undefined) return () => {};
    const allow = (bytes: number) => {
      state.longest = bytes;
      setLongest(connection.transport, bytes);
    };
    allow(this.#maxMessageBytes);
    // for good: a worker that leaves may still be reading its last message
    state.mostUnsent = LIMITS.unsentBytes.most + this.#maxMessageBytes;
    return () => allow(LIMITS.textBytes.most);
  }

  /**
   * The open connection whose messages the request carries now: by the WebSocket that it became, as the poll that is waiting or
   * whose answer is being read, or as the request that brings some. Anybody may name a session in any request, so that is not
   * enough.
   */
  carriedBy(request: Request): Connection | undefined {
    const connection = this.#connectionOf(request);
    const state = connection && this.#states.get(connection);
    return connection !== undefined && state !== undefined && carries(request, connection, state)
      ? connection
      : undefined;
  }

  /** Whether it may send updates. */
  isWorker(connection: Connection): boolean {
    const state = this.#states.get(connection);
    return state !== undefined && isAdmitted(state);
  }

  /** The longest body that a request may have. */
  longestBody(request: IncomingMessage): number {
    const connection = this.#connectionOf(request);
    return (connection && this.#states.get(connection)?.longest) ?? LIMITS.textBytes.most;
  }

  /** Why the connection was cut; undefined if it was not. */
  whyCut(connection: Connection): Refusal | undefined {
    return this.#states.get(connection)?.cut;
  }

  /** The open connection whose session the request names, or that it opened. */
  #connectionOf(request: IncomingMessage): Connection | undefined {
    const session = sessionOf(request);
    return session === undefined ? this.#opened.get(request) : this.#sessions.get(session);
  }

  /** Once for all messages of a turn: a broadcast reaches every connection. */
  #checkAllSoon(): void {
    if (this.#checking) return;
    this.#checking = true;
    setImmediate(() => {
      this.#checking = false;
      this.#cutLargest();
    });
  }

  /** A full class of workers may wait for more: each has a seat, and a limit of its own. */
  #cutLargest(): void {
    const waiting = [...this.#sessions.values()]
      .flatMap((connection) => {
        const state = this.#states.get(connection);
        return state === undefined || isAdmitted(state)
          ? []
          : [{ connection, bytes: unsentBytes(connection, state) }];
      })
      .filter(({ bytes }) => bytes > 0);
    let inAll = waiting.reduce((sum, { bytes }) => sum + bytes, 0);
    if (inAll <= this.#mostInAll) return;
    for (const { connection, bytes } of waiting.sort((a, b) => b.bytes - a.bytes)) {
      this.cut(
        connection,
        refuse("too-large", `over ${this.#mostInAll} bytes waited for connections that did not read them`),
      );
      inAll -= bytes;
      if (inAll <= this.#mostInAll) return;
    }
  }

  /** Ends the connection at once, whether its client reads or not. */
  cut(connection: Connection, reason?: Refusal): void {
    const state = this.#states.get(connection);
    if (state !== undefined) state.cut ??= reason;
    const { socket } = connection.transport;
    connection.close(true);
    socket?.terminate(); // a close would wait for the client to read
    for (const response of [...(state?.answered.keys() ?? [])]) response.destroy();
  }
}

function sessionOf({ url = "/" }: IncomingMessage): string | undefined {
  return /[?&]sid=([^&]+)/.exec(url)?.[1];
}

function carries(request: Request, { transport }: Connection, { answered }: State): boolean {
  if (transport.socket !== undefined) return transport.socket === request.websocket;
  const poll = transport.req ?? [...answered.keys()].at(-1)?.req;
  return request === poll || request === transport.dataReq;
}

function isAdmitted({ longest }: State): boolean {
  return longest > LIMITS.textBytes.most;
}

function tooLong(): Refusal {
  const { most } = LIMITS.textBytes;
  return refuse(
    "too-large",
    `a message without bytes may have at most ${most} of them; the last one had more, so the connection was cut`,
  );
}

function setLongest(transport: Transport, bytes: number): void {
  if (transport.socket !== undefined) transport.socket._receiver._maxPayload = bytes;
  else transport.maxHttpBufferSize = bytes;
}

function unsentBytes({ transport }: Connection, { queued, answered }: State): number {
  const inAnswers = [...answered.values()].reduce((sum, bytes) => sum + bytes, 0);
  return queued + inAnswers + (transport.socket?.bufferedAmount ?? 0);
}

/** In UTF-16 code units of a text, which is close enough, and in bytes of anything else. */
function lengthOf(data: unknown): number {
  if (typeof data === "string") return data.length;
  return ArrayBuffer.isView(data) || data instanceof ArrayBuffer ? data.byteLength : 0;
}
