/**
 * A worker that knows the protocol alone, as one in another language would. It does not learn: its
 * update is a function of the parameters that the test gives.
 */
import {
  type Answer,
  type Assignment,
  type AttackVectors,
  type Bytes,
  type CoordinatorToWorker,
  decodeVectors,
  encodeVectors,
  type Joined,
  type JoinRequest,
  PROTOCOL_VERSION,
  type Refusal,
  type Role,
  type RoundSummary,
  type RoundTask,
  type UpdateHeader,
  type WorkerToCoordinator,
} from "@honest-majority/protocol";
import { io, type Socket } from "socket.io-client";
import { reconnectAfterStop } from "./reconnect";

/** One `round:update` message. */
export interface Sending {
  header: UpdateHeader;
  bytes: Bytes;
}

export interface ForeignWorkerOptions {
  /** The coordinator's origin. */
  url: string;
  room: string;
  /** Fields of the join request to change: a name, a token, a wrong version. */
  join?: Partial<JoinRequest>;
  /** This worker's update of one arm, [dim], from that arm's parameters, [dim]. Unset: zeros. */
  update?: (parameters: Float32Array, task: { round: number; arm: number; role: Role }) => Float32Array;
  /** The messages to send instead of the honest one: none, the same twice, other bytes. */
  misbehave?: (honest: Sending) => Sending[] | Promise<Sending[]>;
  transports?: ("websocket" | "polling")[];
  /** Gets the socket before anything is sent, to listen from the start. */
  listen?: (socket: Socket<CoordinatorToWorker, WorkerToCoordinator>) => void;
}

export interface ForeignWorker {
  /** For sending events that no honest worker sends. */
  readonly socket: Socket<CoordinatorToWorker, WorkerToCoordinator>;
  /** The answer to the latest join; a connection that comes back joins again with the token. */
  readonly joined: Joined;
  readonly assignment: Assignment;
  /** The shard's bytes: [examples] labels, then [examples, height, width, channels] pixels. */
  readonly shard: { labels: Uint8Array; pixels: Uint8Array };
  /** The answer to each update, in the order of arrival. */
  readonly answers: readonly Answer[];
  readonly opened: readonly RoundTask[];
  /** The role in each of these rounds. */
  readonly played: readonly Role[];
  readonly closed: readonly RoundSummary[];
  readonly attacks: readonly { header: AttackVectors; bytes: Bytes }[];
  readonly refusals: readonly (Refusal & { event?: string })[];
  leave(): Promise<Answer>;
  close(): void;
}

/** @throws Error that starts with the refusal's code, when the coordinator refuses the join. */
export async function joinForeignWorker({
  url,
  room,
  join: saying = {},
  update = (parameters) => new Float32Array(parameters.length),
  misbehave = (honest) => [honest],
  transports = ["websocket"],
  listen = () => {},
}: ForeignWorkerOptions): Promise<ForeignWorker> {
  const socket: ForeignWorker["socket"] = io(`${url}/worker`, {
    transports,
    forceNew: true,
    reconnectionDelay: 300, // like a tab's
    reconnectionDelayMax: 2_000,
  });
  listen(socket);
  const answers: Answer[] = [];
  const opened: RoundTask[] = [];
  const played: Role[] = [];
  let held = new Map<number, Float32Array>();
  let role: Role = { kind: "honest" };
  const closed: RoundSummary[] = [];
  const attacks: { header: AttackVectors; bytes: Bytes }[] = [];
  const refusals: (Refusal & { event?: string })[] = [];
  let joined: Joined | undefined;
  let shard: ForeignWorker["shard"] | undefined;

  async function join(): Promise<void> {
    const token = joined?.worker.token;
    const request = { protocol: PROTOCOL_VERSION, room, backend: "foreign", token, ...saying };
    const answer = await socket.emitWithAck("worker:join", request);
    if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail}`);
    joined = answer;
    await load();
  }

  async function load(): Promise<void> {
    if (joined === undefined) throw new Error("foreignWorker: must join before it loads a shard");
    const { worker, assignment } = joined;
    const headers = { Authorization: `Bearer ${worker.token}` };
    const response = await fetch(new URL(assignment.shard.path, url), { headers });
    if (!response.ok) throw new Error(`the shard came as ${response.status}: ${await response.text()}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { examples } = assignment.shard;
    shard = { labels: bytes.subarray(0, examples), pixels: bytes.subarray(examples) };
    const answer = await socket.emitWithAck("worker:ready", { run: assignment.run });
    if (!answer.ok) refusals.push(answer);
  }

  /** A client that names a codec of steps must keep the parameters of the last round. */
  function modelsOf({ arms, dim, parameters: { codec, base } }: RoundTask, bytes: Bytes): Float32Array[] {
    const sent = decodeVectors(bytes, { count: arms.length, length: dim, codec });
    const models =
      base === undefined
        ? sent
        : sent.map((step, i) => held.get(arms[i])?.map((w, j) => w + step[j]) ?? step);
    held = new Map(arms.map((arm, i) => [arm, models[i]]));
    return models;
  }

  async function train(task: RoundTask, parameters: Bytes, role: Role): Promise<void> {
    const { run, round, arms, dim, codec } = task;
    const models = modelsOf(task, parameters); // [arms.length][dim]
    for (const [i, arm] of arms.entries()) {
      const vector = update(models[i], { round, arm, role });
      const header = { run, round, arm, dim, codec, trainLoss: 1, computeMs: 1 };
      for (const sending of await misbehave({ header, bytes: encodeVectors([vector], codec) })) {
        socket.emit("round:update", sending.header, sending.bytes, (answer) => answers.push(answer));
      }
    }
  }

  socket.on("run:assigned", (assignment) => {
    if (joined === undefined) return; // the answer to the join brings the first assignment
    joined = { ...joined, assignment };
    load().catch(complain);
  });
  socket.on("role:play", (part) => {
    role = part.role;
  });
  socket.on("round:open", (task, parameters) => {
    opened.push(task);
    played.push(role);
    train(task, parameters, role).catch(complain);
  });
  socket.on("attack:vectors", (header, bytes) => attacks.push({ header, bytes }));
  socket.on("round:closed", (summary) => closed.push(summary));
  let isDismissed = false;
  socket.on("worker:dismissed", (refusal) => {
    isDismissed = true;
    refusals.push(refusal);
  });
  reconnectAfterStop(socket, () => !isDismissed);
  socket.on("refused", (refusal) => refusals.push(refusal));

  await new Promise<void>((resolve, reject) => {
    socket.on("connect", () => {
      join().then(resolve, (error) => {
        if (joined === undefined) socket.disconnect();
        else complain(error);
        reject(error);
      });
    });
    socket.once("connect_error", (error) => {
      if (joined !== undefined) return;
      socket.disconnect();
      reject(new Error(`foreignWorker: no coordinator answers at ${url}: ${error.message}`));
    });
  });

  function present<T>(value: T | undefined): T {
    if (value === undefined) throw new Error("foreignWorker: must have joined");
    return value;
  }
  return {
    socket,
    get joined() {
      return present(joined);
    },
    get assignment() {
      return present(joined).assignment;
    },
    get shard() {
      return present(shard);
    },
    answers,
    opened,
    played,
    closed,
    attacks,
    refusals,
    leave: () => socket.emitWithAck("worker:leave"),
    close: () => void socket.disconnect(),
  };
}

/** Prints the error, because a promise started by an event is not awaited. */
function complain(error: Error): void {
  console.error(`foreignWorker: ${error.message}`);
}
