/** Makes cases of what one connection may send below the events of socket.io: mostly right in most places, wrong in some. */
import fc from "fast-check";
import { type HttpRequest, type Part, SESSION, upgradeOf, type WireCase } from "./belowEvents";
import { type Frame, OPCODES } from "./frames";

/** The first in three of four cases. */
function mostly<T>(first: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(first) }, fc.constantFrom(...others));
}

const NAMESPACES = [
  "/worker,",
  "/dashboard,",
  "",
  "/,",
  "/admin,",
  "/worker",
  "/worker?a=1,",
  "/__proto__,",
  "/constructor,",
  `/${"x".repeat(300)},`,
  "/\0,",
  ",",
];
const COUNTS = ["", "1-", "2-", "11-", "0-", "-1-", "1e9-", "99999999999999999999-", "-", "x-", " 1-"];
const IDS = ["", "0", "1", "-1", "99999999999999999999", "1.5"];
const hole = (num: unknown) => JSON.stringify(["round:update", {}, { _placeholder: true, num }]);
const DATA = [
  "",
  "{}",
  "[]",
  '["worker:join",{"protocol":4,"room":"KRUM-1","backend":"x"}]',
  '["room:watch",{"protocol":4,"room":"KRUM-1"}]',
  '["worker:leave"]',
  hole(0),
  hole(1),
  hole(-1),
  hole(1e9),
  hole("__proto__"),
  '["disconnect"]',
  '["connect_error",{}]',
  "[0]",
  "[null]",
  "[[]]",
  '["__proto__"]',
  '{"sid":"x","offset":"y"}',
  '{"__proto__":{"polluted":true}}',
  '"text"',
  '["unfinished"',
  `${"[".repeat(3_000)}${"]".repeat(3_000)}`,
  "\ud800",
];

/** A packet of socket.io as a text. */
const packet: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("0", "1", "2", "2", "3", "4", "5", "5", "6", "7", "9", "", "x"),
    mostly("", ...COUNTS),
    fc.constantFrom(...NAMESPACES),
    mostly("", ...IDS),
    fc.constantFrom(...DATA),
  )
  .map((texts) => texts.join(""));

/** A packet of Engine.IO as a text. */
export const message: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: packet.map((text) => `4${text}`) },
  fc.constantFrom(
    "2probe",
    "2",
    "3",
    "3probe",
    "5",
    "6",
    "1",
    "0",
    "0{}",
    "7",
    "",
    "4",
    "b",
    "bAAAA",
    "b=",
    "\x1e",
  ),
  fc.string({ maxLength: 20, unit: "binary" }),
);

const query: fc.Arbitrary<string> = fc
  .tuple(
    mostly("EIO=4", "EIO=3", "EIO=5", "", "EIO=4&EIO=3", "EIO[]=4"),
    mostly("transport=polling", "transport=websocket", "transport=webtransport", "", "transport=__proto__"),
    mostly(`sid=${SESSION}`, "", "", "sid=x", "sid=", "sid=__proto__", `sid=${SESSION}&sid=x`, "sid=%00"),
    mostly("", "j=0", "b64=1", "t=x", "%", "%ff", "#", "a".repeat(9_000)),
  )
  .map((parts) => parts.filter((part) => part !== "").join("&"));

const path = mostly(
  "/socket.io/?",
  "/socket.io/../socket.io/?",
  "/socket.io//evil.example/?",
  "/socket.io/%2e%2e/healthz?",
  "/socket.io/\\?",
  "/socket.io?",
  "//socket.io/?",
  "//[/socket.io/?",
  "/socket.io/[::?",
  "http://evil.example/socket.io/?",
  "*",
);

const METHODS = ["PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "CONNECT", "PROPFIND", "NONE"];

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  host: ["evil.example", "", "[", "localhost:1:2"],
  origin: ["http://localhost", "http://evil.example", "null", "\x01", "é"],
  "content-type": ["text/plain", "application/octet-stream", "\x7f", "text/plain;charset=x"],
  "transfer-encoding": ["chunked", "gzip", "chunked, chunked"],
  "accept-encoding": ["gzip", "deflate", "br", "gzip;q=x", "*"],
  expect: ["100-continue", "x"],
  connection: ["close", "keep-alive", "Upgrade", "x"],
  upgrade: ["websocket", "h2c", "WebSocket, h2c", ""],
  "sec-fetch-site": ["cross-site", "same-origin", "x"],
  "x-forwarded-for": ["10.0.0.1", "10.0.0.2", "::1", "fe80::1%eth0", "x", "", "1.1.1.1, 2.2"],
  "user-agent": [";MSIE", "x".repeat(5_000)],
  cookie: ["io=x", "="],
};
const UPGRADE_HEADERS = {
  "sec-websocket-version": ["8", "0", "x"],
  "sec-websocket-key": ["short", "", "é"],
  "sec-websocket-protocol": ["x", "a,a", ","],
  "sec-websocket-extensions": ["permessage-deflate", 'x; y="', "permessage-deflate; a=1"],
  upgrade: ["WEBSOCKET", "x"],
};

/** A few of these, or none. */
function some(choices: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<Record<string, string>> {
  const one = fc
    .constantFrom(...Object.entries(choices))
    .chain(([name, values]) => fc.constantFrom(...values).map((value) => [name, value] as const));
  const any = fc.array(one, { maxLength: 3 }).map((chosen) => Object.fromEntries(chosen));
  return fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, any);
}

const body: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.array(message, { maxLength: 6 }).map((texts) => texts.join("\x1e")) },
  fc.tuple(message, fc.constantFrom(100, 1_024, 1_025, 5_000)).map(([text, n]) =>
    // no longer than a request may be
    Array(Math.min(n, Math.floor(60_000 / (text.length + 1))))
      .fill(text)
      .join("\x1e"),
  ),
  fc.constantFrom("x".repeat(65_537), "\x1e".repeat(3_000), "4".repeat(65_000)),
);

const says = mostly<number | null | undefined>(undefined, null, 0, 1, 70_000, 1e12, -1);

const request: fc.Arbitrary<HttpRequest> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom("GET", "POST", "POST") }, fc.constantFrom(...METHODS)),
    path,
    query,
    some(HEADERS),
    body,
    says,
  )
  .map(([method, at, asked, sent, text, length]) => ({
    method,
    target: `${at}${asked}`,
    headers: sent,
    ...(method === "GET" ? {} : { body: text, says: length }),
  }));

const upgrade: fc.Arbitrary<Part> = fc
  .tuple(
    fc.oneof(
      {
        weight: 3,
        arbitrary: mostly("EIO=4&transport=websocket", `EIO=4&transport=websocket&sid=${SESSION}`),
      },
      query,
    ),
    some({ ...HEADERS, ...UPGRADE_HEADERS }),
  )
  .map(([asked, sent]) => upgradeOf(asked, sent));

const closing: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 65_535 }), fc.constantFrom(1000, 1001, 1005, 1006, 1015, 3000, 4999)),
    fc.uint8Array({ maxLength: 130 }),
    fc.integer({ min: 0, max: 2 }),
  )
  .map(([code, reason, length]) =>
    length < 2
      ? Buffer.of(code & 255).subarray(0, length)
      : Buffer.concat([Buffer.of(code >> 8, code & 255), reason]),
  );

const frame: fc.Arbitrary<Frame> = fc
  .oneof(
    { weight: 6, arbitrary: message.map((payload) => ({ opcode: OPCODES.text as number, payload })) },
    fc.uint8Array({ maxLength: 300 }).map((payload) => ({ opcode: OPCODES.bytes as number, payload })),
    closing.map((payload) => ({ opcode: OPCODES.close as number, payload })),
    fc
      .tuple(fc.integer({ min: 0, max: 15 }), fc.oneof(message, fc.uint8Array({ maxLength: 130 })))
      .map(([opcode, payload]) => ({ opcode, payload })),
    fc.constant({ opcode: OPCODES.text as number, payload: "4".repeat(65_537) }),
  )
  .chain((sent) =>
    fc.record({
      opcode: fc.constant(sent.opcode),
      payload: fc.constant<string | Uint8Array>(sent.payload),
      final: mostly(true, false),
      reserved: mostly(0, 0, 0, 1, 4, 7),
      masked: mostly(true, true, true, false),
      says: mostly<number | undefined>(undefined, undefined, undefined, 0, 1, 65_537, 2 ** 31, 2 ** 53),
    }),
  );

const frames = fc.array(frame, { maxLength: 8 }).map((all) => all.map((one) => ({ frame: one })));

const parts: fc.Arbitrary<Part[]> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(
      request.map((one) => ({ request: one })),
      { minLength: 1, maxLength: 3 },
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(upgrade, frames).map(([first, rest]) => [first, ...rest]),
  },
  // a session that is taken over in the middle
  fc
    .tuple(frames, fc.constantFrom("2probe", "3probe", "5", "1"))
    .map(([rest, first]) => [
      upgradeOf(`EIO=4&transport=websocket&sid=${SESSION}`),
      { frame: { opcode: OPCODES.text, payload: first } },
      { frame: { opcode: OPCODES.text, payload: "5" } },
      ...rest,
    ]),
  fc.string({ maxLength: 200, unit: "binary" }).map((bytes) => [{ bytes }]),
);

export const wireCase: fc.Arbitrary<WireCase> = fc.record({
  parts,
  inTurn: fc.boolean(),
  ends: fc.constantFrom("close", "end", "reset", "stays"),
});
