/**
 * Sockets between the parts of one page, over a `MessagePort`. They have what clients and rooms use of socket.io's sockets:
 * events, acknowledgements, a disconnection that both sides hear of. Messages arrive in the order in which they are sent.
 */
type Args = unknown[];
// biome-ignore lint/suspicious/noExplicitAny: each event has arguments of its own
type Listener = (...args: any[]) => void;

type Content =
  | { kind: "open" | "close" }
  /** `ack`: the number that the answer must carry. */
  | { kind: "event"; event: string; args: Args; ack?: number }
  | { kind: "answer"; ack: number; args: Args };

/** `of`: the number of the connection, as its client counts. What is still on its way when a connection ends is not the next one's. */
type Message = Content & { of: number };

/** What is used of a `MessagePort`, in pages and in Node. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  start(): void;
  close(): void;
}

let made = 0;

export class PortSocket {
  readonly id: string;
  connected = true;
  /** The number of the connection. */
  protected of: number;
  readonly #port: Port;
  readonly #listeners = new Map<string, Listener[]>();
  readonly #any: Listener[] = [];
  readonly #waiting = new Map<number, Listener>();
  #asked = 0;

  constructor(port: Port, of: number) {
    this.id = `port-${++made}`;
    this.#port = port;
    this.of = of;
  }

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  onAny(listener: Listener): this {
    this.#any.push(listener);
    return this;
  }

  /** Sends nothing while there is no connection. A function as last argument is called with the answer. */
  emit(event: string, ...args: Args): this {
    if (!this.connected) return this;
    const last = args.at(-1);
    if (typeof last !== "function") this.#post({ kind: "event", event, args });
    else this.#post({ kind: "event", event, args: args.slice(0, -1), ack: this.#await(last as Listener) });
    return this;
  }

  emitWithAck(event: string, ...args: Args): Promise<unknown> {
    return new Promise((resolve) => this.emit(event, ...args, resolve));
  }

  /** As socket.io's: the callback's first argument, or a rejection, tells that no answer came in time. */
  timeout(ms: number) {
    const within = (settle: (missing: Error | null, ...answer: Args) => void): Listener => {
      let settled = false;
      const once = (missing: Error | null, ...answer: Args) => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        settle(missing, ...answer);
      };
      const timer = setTimeout(() => once(new Error("operation has timed out")), ms);
      return (...answer) => once(null, ...answer);
    };
    return {
      emit: (event: string, ...args: Args) =>
        this.emit(event, ...args.slice(0, -1), within(args.at(-1) as Listener)),
      emitWithAck: (event: string, ...args: Args) =>
        new Promise<unknown>((resolve, reject) => {
          const settle = (missing: Error | null, answer: unknown) =>
            missing ? reject(missing) : resolve(answer);
          this.emit(event, ...args, within(settle));
        }),
    };
  }

  disconnect(): this {
    this.#post({ kind: "close" });
    this.closed();
    return this;
  }

  /** The other side has closed, or this one. */
  closed(): void {
    if (!this.connected) return;
    this.connected = false;
    this.fire("disconnect", ["closed"]);
  }

  take(message: Message): void {
    if (!this.connected || message.of !== this.of) return;
    if (message.kind === "close") this.closed();
    if (message.kind === "answer") {
      const settle = this.#waiting.get(message.ack);
      this.#waiting.delete(message.ack);
      settle?.(...message.args);
    }
    if (message.kind !== "event") return;
    const { event, args, ack } = message;
    const answer = (...given: Args) => this.#post({ kind: "answer", ack: ack ?? 0, args: given });
    this.fire(event, ack === undefined ? args : [...args, answer]);
  }

  fire(event: string, args: Args): void {
    if (event !== "disconnect") for (const listener of this.#any) listener(event, ...args);
    for (const listener of this.#listeners.get(event) ?? []) listener(...args);
  }

  #post(content: Content): void {
    if (this.connected) this.#port.postMessage({ ...content, of: this.of });
  }

  #await(settle: Listener): number {
    this.#waiting.set(++this.#asked, settle);
    return this.#asked;
  }
}

/** The room's side: each connection that the other side opens is a socket of its own. */
export function acceptPort(port: Port, connected: (socket: PortSocket) => void): void {
  let socket: PortSocket | undefined;
  port.addEventListener("message", ({ data }) => {
    const message = data as Message;
    if (message.kind !== "open") return socket?.take(message);
    socket?.closed();
    socket = new PortSocket(port, message.of);
    connected(socket);
  });
  port.start();
}

/** The client's side. Its listeners stay when it connects again. */
export class ClientPortSocket extends PortSocket {
  readonly #port: Port;

  constructor(port: Port) {
    super(port, 0);
    this.connected = false;
    this.#port = port;
    port.addEventListener("message", ({ data }) => this.take(data as Message));
    port.start();
  }

  connect(): this {
    if (this.connected) return this;
    this.connected = true;
    this.#port.postMessage({ kind: "open", of: ++this.of });
    queueMicrotask(() => this.fire("connect", []));
    return this;
  }
}
