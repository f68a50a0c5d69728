/** One worker of the campaign: sends its constant vector, notes what it hears, and can misbehave once. */
import { decodeVectors, encodeVectors, type Role } from "@honest-majority/protocol";
import type { Socket } from "socket.io-client";
import { type ForeignWorker, joinForeignWorker, type Sending } from "../coordinator/foreignWorker";
import { digestOf } from "./digest";
import type { Note } from "./notes";
import { ARMS, isMalicious, POISON, vectorOf } from "./vectors";

/** What a worker sends instead of its update of one arm, in the one round that it misbehaves in. */
export type Mischief = (honest: Sending, worker: CampaignWorker) => Sending[] | Promise<Sending[]>;

export interface CampaignWorker {
  readonly name: string;
  readonly foreign: ForeignWorker;
  /** The last round that it was told to have closed, −1 before the first. */
  readonly lastClosed: number;
  /** Misbehaves in the next round that opens; resolves when it has sent what it does for each arm. */
  misbehave(mischief: Mischief): Promise<void>;
  /** Ends the connection as a lost network does; the worker comes back by itself. */
  cut(): void;
  close(): void;
}

export interface CampaignWorkerOptions {
  url: string;
  room: string;
  name: string;
  marker: number;
  note: (note: Note) => void;
  /** Notes hold the parameters themselves. */
  withParameters?: boolean;
}

/** So that faults come in the middle of rounds. */
const THINKING_MS = 10;

export async function joinCampaign({
  url,
  room,
  name,
  marker,
  note,
  withParameters = false,
}: CampaignWorkerOptions): Promise<CampaignWorker> {
  let connection = 0;
  let role: Role = { kind: "honest" };
  let lastClosed = -1;
  let planned: { mischief: Mischief; round?: number; arms: number; done: () => void } | undefined;

  /** Heard before the join was done. */
  const early: (() => Note)[] = [];
  let foreign: ForeignWorker | undefined;
  const tell = (make: (joined: ForeignWorker) => Note) => {
    const known = foreign;
    if (known === undefined) early.push(() => make(foreign as ForeignWorker));
    else note(make(known));
  };

  const listen = (socket: Socket) => {
    socket.on("connect", () => connection++);
    socket.on("role:play", (part) => {
      role = part.role;
    });
    socket.on("round:open", (task, bytes) => {
      const { run, round, arms, dim } = task;
      const parameters = decodeVectors(bytes, { ...task.parameters, count: arms.length, length: dim });
      const at = connection;
      const malicious = isMalicious(role);
      tell(({ joined }) => ({
        kind: "opened",
        client: name,
        connection: at,
        worker: joined.worker.id,
        marker,
        malicious,
        run,
        round,
        digests: parameters.map(digestOf),
        ...(withParameters ? { parameters } : {}),
      }));
    });
    socket.on("round:closed", ({ run, round }) => {
      lastClosed = round;
      tell(() => ({ kind: "closed", client: name, run, round }));
    });
  };

  const send = async (honest: Sending): Promise<Sending[]> => {
    await new Promise((resolve) => setTimeout(resolve, THINKING_MS));
    const now = planned;
    // only from its first arm on: it may have been planned in the middle of a round
    if (now === undefined || (now.round === undefined && honest.header.arm !== 0)) return [honest];
    now.round ??= honest.header.round;
    if (now.round !== honest.header.round) return [honest];
    const sendings = await now.mischief(honest, worker);
    if (++now.arms === ARMS.length) finish();
    return sendings;
  };
  const finish = () => {
    planned?.done();
    planned = undefined;
  };

  const joined = await joinForeignWorker({
    url,
    room,
    join: { name },
    listen,
    update: ({ length }, { role }) => vectorOf({ marker, malicious: isMalicious(role) }, length),
    misbehave: send,
  });
  foreign = joined;
  for (const make of early.splice(0)) note(make());
  const worker: CampaignWorker = {
    name,
    foreign: joined,
    get lastClosed() {
      return lastClosed;
    },
    misbehave: (mischief) =>
      new Promise((done) => {
        planned = { mischief, arms: 0, done };
      }),
    cut: () => cutConnection(joined.socket),
    close() {
      finish();
      joined.close();
    },
  };
  return worker;
}

/** Ends the TCP connection below a socket of socket.io, without a word. */
export function cutConnection(socket: Pick<Socket, "io">): void {
  // socket.io-client does not show the WebSocket of ws that it holds in Node
  const { transport } = socket.io.engine as unknown as { transport: { ws?: { terminate(): void } } };
  transport.ws?.terminate();
}

/** The same message with values that must never count. */
export function poisoned({ header, bytes }: Sending, change: Partial<Sending["header"]> = {}): Sending {
  const values = new Float32Array(header.dim).fill(POISON);
  return { header: { ...header, ...change }, bytes: bytes && encodeVectors([values], header.codec) };
}
