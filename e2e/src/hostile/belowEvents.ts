/**
 * What one connection sends below the events of socket.io, as data: requests, frames and bytes, in order. So a case that once
 * did harm can be kept, and one that a fuzz found can be printed.
 */
import { type Frame, frameBytes } from "./frames";
import { openWire, type RawWire } from "./rawWire";

/** In any text of a case: the id of a polling session that is opened before. */
export const SESSION = "{session}";

export interface HttpRequest {
  method: string;
  target: string;
  /** Beside Host, which is right unless it is given here. */
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** The length that it says its body has, if it is another one; none where it is null. */
  says?: number | null;
}

export type Part = { request: HttpRequest } | { frame: Frame } | { bytes: string };

export interface WireCase {
  parts: readonly Part[];
  /** Whether each part waits until the one before was read. */
  inTurn: boolean;
  /** How it ends: an open one stays until all of its batch are played. */
  ends: "close" | "end" | "reset" | "stays";
}

/** The head of a request that asks for a WebSocket. */
export function upgradeOf(query: string, headers: Readonly<Record<string, string>> = {}): Part {
  return {
    request: {
      method: "GET",
      target: `/socket.io/?${query}`,
      headers: {
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
        ...headers,
      },
    },
  };
}

/** A connection is read some turns after it was opened; so often is a question asked that is answered meanwhile. */
const TURNS = 20;

/** Plays one case up to its end. `settled` resolves once the coordinator has answered another client. */
export async function play(url: string, one: WireCase, settled: () => Promise<void>): Promise<RawWire> {
  const session = JSON.stringify(one.parts).includes(SESSION) ? await openSession(url) : "";
  const wire = await openWire(url);
  const answered = async () => {
    for (let turn = 0; turn < TURNS && wire.isOpen && wire.received === ""; turn++) await settled();
  };
  for (const part of one.parts) {
    wire.send(bytesOf(part, session));
    if (one.inTurn) await answered();
    if (one.inTurn) await settled();
  }
  await answered();
  await settled();
  if (one.ends === "stays") return wire;
  wire[one.ends]();
  return wire;
}

export async function openSession(url: string): Promise<string> {
  const answer = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
  const text = await answer.text();
  // one may have been refused because too many are open
  return /"sid":"([^"]+)"/.exec(text)?.[1] ?? "none";
}

function bytesOf(part: Part, session: string): Buffer {
  const filled = (text: string) => text.replaceAll(SESSION, session);
  if ("bytes" in part) return Buffer.from(filled(part.bytes), "latin1");
  if ("frame" in part) {
    const { payload } = part.frame;
    return frameBytes({ ...part.frame, payload: typeof payload === "string" ? filled(payload) : payload });
  }
  const { method, target, headers = {}, body, says } = part.request;
  const bytes = Buffer.from(filled(body ?? ""));
  const length = says === undefined && body !== undefined ? bytes.byteLength : says;
  const lines = [
    `${method} ${filled(target)} HTTP/1.1`,
    ...Object.entries({ host: "localhost", ...headers }).map(([name, value]) => `${name}: ${filled(value)}`),
    ...(typeof length === "number" ? [`content-length: ${length}`] : []),
    "\r\n",
  ];
  return Buffer.concat([Buffer.from(lines.join("\r\n"), "latin1"), bytes]);
}

/** The status codes of the answers on a wire, in order. */
export function statusesOf({ received }: Pick<RawWire, "received">): number[] {
  return [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
