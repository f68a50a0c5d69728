/**
 * What a connection may send below the events of socket.io, by kind, and what must come of it. Some of it once stopped a
 * coordinator, or made it keep things.
 */
import { LIMITS } from "@honest-majority/protocol";
import { type HttpRequest, type Part, play, SESSION, statusesOf, upgradeOf } from "./belowEvents";
import { type Frame, frameBytes, OPCODES } from "./frames";
import type { RawWire } from "./rawWire";

interface KnownWire {
  sends: Part[];
  /** All of it is sent at once. */
  atOnce?: true;
  /** The coordinator ends the connection, or its WebSocket. */
  ends?: true;
  /** Comes in what it answers. */
  hears?: string;
  /** Of its answers. */
  statuses?: number[];
}

export interface WireKind {
  sentence: string;
  wires: KnownWire[];
}

const POLLING = "EIO=4&transport=polling";
const WEBSOCKET = "EIO=4&transport=websocket";

const get = (query: string, headers?: HttpRequest["headers"]): Part => ({
  request: { method: "GET", target: `/socket.io/?${query}`, headers },
});
const post = (packets: readonly string[], session = SESSION): Part => ({
  request: {
    method: "POST",
    target: `/socket.io/?${POLLING}&sid=${session}`,
    body: packets.join("\x1e"),
  },
});
const text = (payload: string, more: Partial<Frame> = {}): Part => ({
  frame: { opcode: OPCODES.text, payload, ...more },
});
const control = (opcode: number, payload: Frame["payload"], more: Partial<Frame> = {}): Part => ({
  frame: { opcode, payload, ...more },
});
/** On a WebSocket that begins without polling. */
const websocket = (...parts: Part[]): Part[] => [upgradeOf(WEBSOCKET), ...parts];
const texts = (...packets: string[]): Part[] => websocket(...packets.map((packet) => text(packet)));
const closeCode = (code: number): Part => control(OPCODES.close, Buffer.of(code >> 8, code & 255));
/** Of these frames of the coordinator, the bytes of one character each. */
const answers = (opcode: number, payload: Uint8Array) =>
  frameBytes({ opcode, payload, masked: false }).toString("latin1");
/** No text here has this character: a frame of the coordinator that closes the WebSocket begins with it. */
const CLOSING = "\x88";
const closedWith = (code: number) => answers(OPCODES.close, Buffer.of(code >> 8, code & 255));

const TOO_LONG = LIMITS.textBytes.most + 1;
const half = "4".repeat(LIMITS.textBytes.most / 2);
const hole = '["round:update",{},{"_placeholder":true,"num":0}]';
const other = ',["worker:leave"]';

export const WIRE_KINDS = {
  unknownPackets: {
    sentence: "packets of types that Engine.IO and socket.io do not have",
    wires: [
      ...["49", "47/worker,", "4x", "4"].map((packet) => ({ sends: texts(packet), ends: true as const })),
      ...["9", "x", "2"].map((packet) => ({ sends: texts(packet), ends: true as const })),
      // these say nothing, and are no fault
      { sends: texts("6", "3", "0{}", "5", "40/worker,"), hears: "40/worker," },
    ],
  },
  unknownNamespaces: {
    sentence: "joins of namespaces that do not exist",
    wires: [
      ...["/admin", "/__proto__", "/worker/", `/${"x".repeat(300)}`].map((name) => ({
        sends: texts(`40${name},`, "40/worker,"),
        hears: "40/worker,",
      })),
      { sends: texts("40/admin,"), hears: "Invalid namespace" },
      // socket.io waits for the first namespace that exists
      { sends: texts("42/admin,1[]"), ends: true },
    ],
  },
  namespaceAgain: {
    sentence: "a namespace that is joined a second time, a thousand times, or again and again",
    wires: [
      { sends: texts("40/worker,", "40/worker,"), ends: true },
      { sends: texts(...Array(20).fill(["40/worker,", "41/worker,"]).flat()), ends: true },
      { sends: [post(Array(LIMITS.packets.most).fill("40/dashboard,")), post(["6"])], statuses: [200, 400] },
    ],
  },
  attachmentsMissing: {
    sentence: "messages that announce bytes in one place or in many, and do not bring them",
    wires: [
      { sends: texts("40/worker,", `451-/worker,1${hole}`, `42/worker,2${other}`), ends: true },
      { sends: texts("40/worker,", `452-/worker,1${hole}`), ends: true },
      {
        sends: texts("40/worker,", '4510-/worker,["round:update",{"_placeholder":true,"num":9}]'),
        ends: true,
      },
      ...["450-", "45-", "45-1-", "451e9-", "4599999999999999999999-"].map((start) => ({
        sends: texts("40/worker,", `${start}/worker,1${hole}`),
        ends: true as const,
      })),
      // it stays, and waits for its bytes
      { sends: texts("40/worker,", `451-/worker,1${hole}`), hears: "40/worker," },
      { sends: texts("40/worker,", "bAAAA"), ends: true },
    ],
  },
  foreignSessions: {
    sentence: "requests for a session that does not exist, and sessions that a script element opens (JSONP)",
    wires: [
      ...["x", "__proto__", "constructor", "%00"].flatMap((session) => [
        { sends: [get(`${POLLING}&sid=${session}`)], statuses: [400] },
        { sends: [post(["40/worker,"], session)], statuses: [400] },
        { sends: [upgradeOf(`${WEBSOCKET}&sid=${session}`)], statuses: [400], ends: true as const },
      ]),
      { sends: [get(`${POLLING}&j=0`)], statuses: [403] },
      { sends: [get(`${POLLING}&sid=${SESSION}&j=0`)], statuses: [403] },
      { sends: [upgradeOf(`${WEBSOCKET}&j=0`)], statuses: [403], ends: true },
      {
        sends: [get(`${POLLING}&sid=${SESSION}`), upgradeOf(WEBSOCKET, { origin: "http://evil.example" })],
        atOnce: true,
        ends: true,
      },
    ],
  },
  oddRequests: {
    sentence: "requests that no client of Engine.IO sends: other methods, protocols and lengths",
    wires: [
      ...["PUT", "DELETE", "PATCH", "PROPFIND"].map((method) => ({
        sends: [
          { request: { method, target: `/socket.io/?${POLLING}&sid=${SESSION}`, body: "6" } },
        ] as Part[],
        statuses: [405],
      })),
      { sends: [get(WEBSOCKET)], statuses: [400] },
      { sends: [get("EIO=3&transport=polling")], statuses: [400] },
      { sends: [get("EIO=4&transport=webtransport")], statuses: [400] },
      { sends: [get(POLLING, { connection: "Upgrade", upgrade: "h2c" })], ends: true },
      {
        sends: [
          {
            request: {
              method: "POST",
              target: `/socket.io/?${POLLING}&sid=${SESSION}`,
              body: "",
              says: TOO_LONG,
            },
          },
        ],
        statuses: [413],
      },
    ],
  },
  manyPackets: {
    sentence: "a polling request of as many messages as it may bring, and one of more",
    wires: [
      { sends: [post(Array(LIMITS.packets.most).fill("6")), post(["6"])], statuses: [200, 200] },
      // the first answer is that its bytes have come; the session is over then
      { sends: [post(Array(LIMITS.packets.most + 1).fill("6")), post(["6"])], statuses: [200, 400] },
    ],
  },
  probesUnfinished: {
    sentence: "WebSockets that begin to take over from polling and do not, beside the same session's polls",
    wires: [
      { sends: [upgradeOf(`${WEBSOCKET}&sid=${SESSION}`), text("2probe")], hears: "3probe" },
      { sends: [upgradeOf(`${WEBSOCKET}&sid=${SESSION}`), text("40/worker,")], ends: true },
      { sends: [upgradeOf(`${WEBSOCKET}&sid=${SESSION}`)], hears: "101" },
    ],
  },
  longFrames: {
    sentence: "frames that are too long, or say so, also in parts",
    wires: [
      ...[TOO_LONG, 2 ** 31, 2 ** 53].map((says) => ({
        sends: websocket(text("40/worker,", { says })),
        ends: true as const,
      })),
      { sends: websocket(text("4".repeat(TOO_LONG))), hears: closedWith(1009) },
      {
        sends: websocket(
          text(half, { final: false }),
          ...[half, half].map((payload) => control(OPCODES.more, payload, { final: false })),
        ),
        hears: closedWith(1009),
      },
    ],
  },
  framesInParts: {
    sentence: "messages in many frames, with pings between them, and parts of none",
    wires: [
      {
        sends: websocket(
          text("40/wor", { final: false }),
          control(OPCODES.ping, "between"),
          control(OPCODES.more, "", { final: false }),
          control(OPCODES.more, "ker,"),
        ),
        hears: "40/worker,",
      },
      { sends: websocket(text("40/wor", { final: false })), hears: "101" },
      { sends: websocket(control(OPCODES.more, "40/worker,")), hears: closedWith(1002) },
      { sends: websocket(text("40/wor", { final: false }), text("ker,")), hears: closedWith(1002) },
    ],
  },
  wrongFrames: {
    sentence: "frames without a mask, with bits and opcodes that do not exist, and with text that is none",
    wires: [
      { sends: websocket(text("40/worker,", { masked: false })), hears: closedWith(1002) },
      ...[1, 2, 4].map((reserved) => ({
        sends: websocket(text("40/worker,", { reserved })),
        hears: closedWith(1002),
      })),
      ...[3, 7, 11, 15].map((opcode) => ({
        sends: websocket(control(opcode, "40/worker,")),
        hears: closedWith(1002),
      })),
      {
        sends: websocket({ frame: { opcode: OPCODES.text, payload: Buffer.of(0x34, 0xff) } }),
        hears: closedWith(1007),
      },
    ],
  },
  controlFrames: {
    sentence: "pings, pongs and closes: long ones, in parts, and with every kind of code",
    wires: [
      {
        sends: websocket(control(OPCODES.ping, "x".repeat(125))),
        hears: answers(OPCODES.pong, Buffer.alloc(125, "x")),
      },
      { sends: websocket(control(OPCODES.ping, "x".repeat(126))), hears: closedWith(1002) },
      { sends: websocket(control(OPCODES.ping, "x", { final: false })), hears: closedWith(1002) },
      {
        sends: websocket(...Array(50).fill(control(OPCODES.pong, "unasked")), text("40/worker,")),
        hears: "40/worker,",
      },
      ...[1000, 1001, 1011, 3000, 4999].map((code) => ({
        sends: websocket(closeCode(code)),
        hears: closedWith(code),
      })),
      ...[0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65_535].map((code) => ({
        sends: websocket(closeCode(code)),
        hears: closedWith(1002),
      })),
      { sends: websocket(control(OPCODES.close, Buffer.of(3))), hears: closedWith(1002) },
      { sends: websocket(control(OPCODES.close, "")), ends: true },
    ],
  },
} satisfies Record<string, WireKind>;

/**
 * Sends what the kind has. `until` resolves once the function holds.
 *
 * @throws Error when other answers come than must.
 */
export async function sendKnown(
  url: string,
  { wires }: WireKind,
  {
    settled,
    until,
  }: { settled: () => Promise<void>; until: (holds: () => boolean, what: string) => Promise<void> },
): Promise<void> {
  const open: RawWire[] = [];
  try {
    for (const { sends, atOnce, ends, hears = "", statuses } of wires) {
      const wire = await play(url, { parts: sends, inTurn: atOnce !== true, ends: "stays" }, settled);
      open.push(wire);
      const sent = JSON.stringify(sends).slice(0, 500);
      const isRight = () =>
        (!ends || !wire.isOpen || wire.received.includes(CLOSING)) &&
        wire.received.includes(hears) &&
        (statuses === undefined || statusesOf(wire).join() === statuses.join());
      await until(isRight, `the right end of the connection that sent ${sent}`).catch((error: Error) => {
        throw new Error(`${error.message}: it got ${JSON.stringify(wire.received)}`);
      });
    }
  } finally {
    for (const wire of open) wire.close();
  }
}
