/** A WebSocket client of the least kind: it can stop reading, which clients of libraries cannot. Sends text, and answers pings blindly. */
import { connect } from "node:net";
import { upgradeRequest } from "../networks/upgradeRequest";
import { frameBytes, OPCODES } from "./frames";

export interface RawSocket {
  send(text: string): void;
  /** Reads no more; what the other side sends piles up there. */
  stopReading(): void;
  /** Texts that came before `stopReading`, as they arrived on the wire. */
  readonly received: string;
  /** Resolves when the other side ends the connection. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Connects to Engine.IO and to a namespace, such as `/dashboard`. */
export async function openRawSocket(url: string, namespace: string): Promise<RawSocket> {
  const { hostname, port } = new URL(url);
  const wire = connect(Number(port), hostname);
  let received = "";
  wire.on("data", (bytes) => {
    received += bytes.toString("latin1");
  });
  wire.on("error", () => {}); // a reset is an end as well
  const closed = new Promise<void>((resolve) => wire.once("close", () => resolve()));
  const heard = async (text: string) => {
    while (!received.includes(text)) {
      if (wire.destroyed) throw new Error(`openRawSocket: ended before "${text}" came; got ${received}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const send = (text: string) => void wire.write(frameBytes({ opcode: OPCODES.text, payload: text }));
  wire.write(upgradeRequest(hostname, port));
  await heard('"sid"');
  send(`40${namespace},`);
  await heard(`40${namespace},`);
  const pong = setInterval(() => wire.writable && send("3"), 5_000);
  void closed.then(() => clearInterval(pong));
  return {
    send,
    stopReading: () => void wire.pause(),
    get received() {
      return received;
    },
    closed,
    close: () => void wire.destroy(),
  };
}
