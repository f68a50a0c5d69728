/**
 * A socket.io client of one namespace over a WebSocket, for many connections in one process: it parses only text, counts
 * bytes, and can send one masked frame again and again. A token bucket may limit the rate.
 */
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { upgradeRequest } from "../../networks/upgradeRequest";
import type { TokenBucket } from "./bucket";
import { clientFrame, FrameReader, OPCODES } from "./frames";

/** Connections take turns in the air with pieces of at most so many bytes. */
const PIECE_BYTES = 16_384;

export interface LightSocketOptions {
  /** The coordinator's origin, such as http://127.0.0.1:8080. */
  url: string;
  /** Such as /worker. */
  namespace: string;
  /** Unset, every byte passes at once. */
  air?: TokenBucket;
  /** Receives each event when its bytes, too, are here. */
  heard(event: string, args: unknown[]): void;
  /** Called once if the connection ends before `close`. */
  lost(reason: string): void;
}

export class LightSocket {
  /** Bytes of WebSocket frames, received and sent. */
  readonly bytes = { down: 0, up: 0 };
  readonly #options: LightSocketOptions;
  readonly #socket: Socket;
  readonly #reader = new FrameReader((opcode, text) => this.#message(opcode, text));
  /** Any bytes but zeros: see `clientFrame`. One mask serves all, as nobody must be kept from guessing it. */
  readonly mask = Uint8Array.from(randomBytes(4), (byte) => byte | 1);
  readonly #acks = new Map<number, (answer: unknown) => void>();
  #lastAck = 0;
  /** An event whose attachments have not all arrived. */
  #waiting: { packet: Packet; attachments: number } | undefined;
  #outgoing: Buffer[] = [];
  #isSending = false;
  #isClosed = false;
  #opened: () => void = () => {};

  private constructor(options: LightSocketOptions) {
    this.#options = options;
    const { hostname, port } = new URL(options.url);
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.once("connect", () => this.#shake(hostname, port));
    this.#socket.on("error", (error) => this.#end(error.message));
    this.#socket.once("close", () => this.#end("the coordinator closed the connection"));
  }

  /** Resolves when the namespace is joined. */
  static open(options: LightSocketOptions): Promise<LightSocket> {
    return new Promise((resolve, reject) => {
      const lost = (reason: string) => {
        reject(new Error(`no connection to ${options.url}${options.namespace}: ${reason}`));
        options.lost(reason);
      };
      const opening = new LightSocket({ ...options, lost });
      opening.#opened = () => resolve(opening);
    });
  }

  /** Sends an event and resolves to its answer. `frame`: a binary frame that belongs to it, see `binaryFrame`. */
  ask<Answer>(event: string, args: readonly unknown[] = [], frame?: Buffer): Promise<Answer> {
    const ack = ++this.#lastAck;
    const answered = new Promise<Answer>((resolve) =>
      this.#acks.set(ack, resolve as (answer: unknown) => void),
    );
    const attached = frame === undefined ? [] : [{ _placeholder: true, num: 0 }];
    const type = frame === undefined ? "42" : "451-";
    this.#sendText(
      `${type}${this.#options.namespace},${ack}${JSON.stringify([event, ...args, ...attached])}`,
    );
    if (frame !== undefined) this.#send(frame);
    return answered;
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.destroy();
  }

  #shake(host: string, port: string): void {
    this.#socket.write(upgradeRequest(host, port));
    let head = Buffer.alloc(0);
    const readHead = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf("\r\n\r\n");
      if (end < 0) return;
      this.#socket.off("data", readHead);
      const status = head.subarray(0, head.indexOf("\r\n")).toString();
      if (!status.includes(" 101 ")) return this.#end(`the coordinator answered ${status}`);
      this.#socket.on("data", (data: Buffer) => this.#receive(data));
      const rest = head.subarray(end + 4);
      if (rest.length > 0) this.#receive(rest);
    };
    this.#socket.on("data", readHead);
  }

  /** Reads nothing more until the air has let this chunk pass. */
  #receive(chunk: Buffer): void {
    this.bytes.down += chunk.length;
    const { air } = this.#options;
    if (air === undefined) {
      this.#reader.push(chunk);
      return;
    }
    this.#socket.pause();
    const pass = (rest: Buffer) => {
      const piece = rest.subarray(0, PIECE_BYTES);
      air.take(piece.length, () => {
        if (this.#isClosed) return;
        this.#reader.push(piece);
        if (rest.length > piece.length) pass(rest.subarray(piece.length));
        else this.#socket.resume();
      });
    };
    pass(chunk);
  }

  #message(opcode: number, text: string): void {
    if (opcode === OPCODES.ping) this.#send(clientFrame(OPCODES.pong, Buffer.alloc(0), this.mask));
    else if (opcode === OPCODES.binary) this.#attachment();
    else if (opcode === OPCODES.text) this.#textMessage(text);
  }

  /** Engine.IO's kind of packet is the first character. */
  #textMessage(text: string): void {
    if (text.startsWith("0")) this.#sendText(`40${this.#options.namespace},`);
    else if (text.startsWith("2")) this.#sendText("3");
    else if (text.startsWith("4")) this.#packet(parsePacket(text.slice(1)));
  }

  #packet(packet: Packet): void {
    if (packet.attachments > 0) this.#waiting = { packet, attachments: packet.attachments };
    else this.#deliver(packet);
  }

  #attachment(): void {
    const waiting = this.#waiting;
    if (waiting === undefined || --waiting.attachments > 0) return;
    this.#waiting = undefined;
    this.#deliver(waiting.packet);
  }

  #deliver({ type, ack, args }: Packet): void {
    if (type === "connect") this.#opened();
    if (type === "refused") this.#end(JSON.stringify(args));
    if (type === "event") this.#options.heard(args[0] as string, args.slice(1));
    if (type !== "ack" || ack === undefined) return;
    this.#acks.get(ack)?.(args[0]);
    this.#acks.delete(ack);
  }

  #sendText(text: string): void {
    this.#send(clientFrame(OPCODES.text, Buffer.from(text), this.mask));
  }

  #send(frame: Buffer): void {
    this.bytes.up += frame.length;
    const { air } = this.#options;
    if (air === undefined) return void this.#socket.write(frame);
    this.#outgoing.push(frame);
    if (!this.#isSending) this.#sendNext(air);
  }

  /** In pieces, so that others' pieces pass in between; never two pieces at once. */
  #sendNext(air: TokenBucket): void {
    const frame = this.#outgoing.shift();
    this.#isSending = frame !== undefined;
    if (frame === undefined) return;
    const piece = frame.subarray(0, PIECE_BYTES);
    if (piece.length < frame.length) this.#outgoing.unshift(frame.subarray(PIECE_BYTES));
    air.take(piece.length, () => {
      if (this.#isClosed) return;
      this.#socket.write(piece);
      this.#sendNext(air);
    });
  }

  #end(reason: string): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.lost(reason);
  }
}

interface Packet {
  type: "connect" | "refused" | "event" | "ack" | "other";
  attachments: number;
  ack?: number;
  args: unknown[];
}

const TYPES: Record<string, Packet["type"]> = {
  0: "connect",
  2: "event",
  3: "ack",
  4: "refused",
  5: "event",
  6: "ack",
};

/** A socket.io packet: its type, then `N-` attachments, `/namespace,`, the number of its acknowledgement, and JSON. */
export function parsePacket(text: string): Packet {
  const [, type, attachments = "0", , ack, json] = /^(\d)(?:(\d+)-)?(\/[^,]*,)?(\d+)?(.*)$/s.exec(text) ?? [];
  const parsed: unknown = json === "" || json === undefined ? [] : JSON.parse(json);
  return {
    type: TYPES[type] ?? "other",
    attachments: Number(attachments),
    ack: ack === undefined ? undefined : Number(ack),
    args: Array.isArray(parsed) ? parsed : [parsed],
  };
}
