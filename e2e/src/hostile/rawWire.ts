/** A TCP connection that sends any bytes, as no client of a library would. */
import { connect, type Socket } from "node:net";

export interface RawWire {
  send(bytes: Uint8Array | string): void;
  /** All that came so far, one character for each byte. */
  readonly received: string;
  /** Whether neither side has ended it. */
  readonly isOpen: boolean;
  /** Resolves when the other side ends the connection. */
  readonly closed: Promise<void>;
  /** Says that no more will come, and goes on to read. */
  end(): void;
  /** Ends it without a word, as a machine does that has lost its power. */
  reset(): void;
  close(): void;
}

/** @throws Error when nobody listens. */
export async function openWire(url: string): Promise<RawWire> {
  const { hostname, port } = new URL(url);
  const wire: Socket = connect(Number(port), hostname);
  let received = "";
  wire.on("data", (bytes) => {
    received += bytes.toString("latin1");
  });
  const closed = new Promise<void>((resolve) => wire.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    wire.once("error", reject);
    wire.once("connect", () => resolve());
  });
  wire.on("error", () => {}); // a reset is an end as well
  return {
    send: (bytes) => void (wire.writable && wire.write(bytes)),
    get received() {
      return received;
    },
    get isOpen() {
      return !wire.destroyed && wire.readable;
    },
    closed,
    end: () => void wire.end(),
    reset: () => void wire.resetAndDestroy(),
    close: () => void wire.destroy(),
  };
}
