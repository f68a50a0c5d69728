/** Messages that once stopped a coordinator, filled its memory or its record, or are near to such. All are refused. */
import { PROTOCOL_VERSION } from "@honest-majority/protocol";

export interface HostileRequest {
  what: string;
  namespace: "/worker" | "/dashboard";
  event: string;
  args: unknown[];
}

const join = { protocol: PROTOCOL_VERSION, room: "KRUM-1", backend: "x" };
const header = { run: "r", round: 0, arm: 0, dim: 1, codec: "float32", trainLoss: 1, computeMs: 1 };
const nested = (depth: number) => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
const fields = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`field${i}`, i]));

const toWorkers = (what: string, event: string, ...args: unknown[]): HostileRequest => ({
  what,
  namespace: "/worker",
  event,
  args,
});
const toDashboards = (what: string, event: string, ...args: unknown[]): HostileRequest => ({
  ...toWorkers(what, event, ...args),
  namespace: "/dashboard",
});

export const HOSTILE_REQUESTS: readonly HostileRequest[] = [
  toWorkers("an event name of 50,000 characters", "e".repeat(50_000), {}),
  toWorkers("an event with a name of Object.prototype", "constructor", {}),
  toWorkers("an event named __proto__", "__proto__", {}),
  toDashboards("an event name with a lone surrogate and a line break", "\ud800\n\u202e", {}),
  toWorkers("no argument", "worker:join"),
  toWorkers("null instead of a request", "worker:join", null),
  toWorkers("a list instead of a request", "worker:ready", [1, 2, 3]),
  toWorkers("bytes instead of a request", "worker:join", Buffer.alloc(1_000)),
  toWorkers("bytes in a field", "worker:join", { ...join, name: Buffer.alloc(1_000) }),
  toWorkers("3,000 unknown fields", "worker:join", { ...join, ...fields(3_000) }),
  toWorkers("an unknown field with a name of 50,000 characters", "worker:ready", { ["x".repeat(50_000)]: 1 }),
  toWorkers("a field named __proto__", "worker:flip", JSON.parse('{"__proto__":{"role":{"kind":"honest"}}}')),
  toWorkers("lists within lists, 1,000 deep", "worker:flip", { role: nested(1_000) }),
  toWorkers("a role of Object.prototype", "worker:flip", { role: { kind: "constructor" } }),
  toWorkers("an attack of Object.prototype", "worker:flip", {
    role: { kind: "malicious", attack: "toString" },
  }),
  toWorkers("a name of one lone surrogate", "worker:rename", { name: "\ud800" }),
  toWorkers("a name of 20,000 marks", "worker:rename", { name: `a${"\u0301".repeat(20_000)}` }),
  toWorkers("a loss of 1.7e308", "round:update", { ...header, trainLoss: 1.7e308 }, Buffer.alloc(4)),
  toWorkers("a loss of NaN", "round:update", { ...header, trainLoss: Number.NaN }, Buffer.alloc(4)),
  toWorkers("a negative time", "round:update", { ...header, computeMs: -1 }, Buffer.alloc(4)),
  toWorkers("2⁵³ as the round", "round:update", { ...header, round: 2 ** 53 }, Buffer.alloc(4)),
  toWorkers("a codec of Object.prototype", "round:update", { ...header, codec: "toString" }, Buffer.alloc(4)),
  toWorkers("text instead of an update's bytes", "round:update", header, "x".repeat(1_000)),
  toWorkers("a list instead of an update's bytes", "round:update", header, [0, 0, 0, 0]),
  toWorkers("bytes and header the wrong way round", "round:update", Buffer.alloc(4), header),
  toDashboards("400 settings", "run:configure", fields(400)),
  toDashboards("settings that are bytes", "run:configure", Buffer.alloc(1_000)),
  toDashboards("a token of 50,000 characters", "room:watch", {
    protocol: PROTOCOL_VERSION,
    token: "t".repeat(50_000),
  }),
  toDashboards("a room of 50,000 characters", "room:watch", {
    protocol: PROTOCOL_VERSION,
    room: "R".repeat(50_000),
  }),
  toDashboards("an infinite round", "rounds:before", { run: "r", before: Number.POSITIVE_INFINITY }),
  toDashboards("257 workers to flip", "workers:flip", {
    who: { workers: Array.from({ length: 257 }, (_, i) => `w${i}`) },
    role: { kind: "honest" },
  }),
];
