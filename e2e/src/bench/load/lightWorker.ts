/** Workers that load no shard and compute nothing: they answer each round with vectors that were encoded and masked once. */
import type {
  Answer,
  Assignment,
  Joined,
  JoinRequest,
  RoundTask,
  UpdateHeader,
} from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import type { TokenBucket } from "./bucket";
import { known, type Protocol } from "./checkout";
import { clientFrame, OPCODES } from "./frames";
import { LightSocket } from "./lightSocket";

/** So many different vectors: more would not change what a rule costs, and each takes memory. */
const VECTORS = 8;
/** So small that no model diverges within a run. */
const SCALE = 1e-3;

export interface LightWorkersOptions {
  url: string;
  room: string;
  count: number;
  /** See `LoadOptions`. */
  think: number;
  protocol: Protocol;
  air?: TokenBucket;
  lost(reason: string): void;
}

export interface LightWorkers {
  /** Bytes of frames, summed over the workers. */
  bytes(): { down: number; up: number };
  /** Updates that were refused so far, by code. */
  refused(): Readonly<Record<string, number>>;
  /** Milliseconds from the last answer to an update to the next round's first opening, of each round; 0 where it came first. */
  gaps(): readonly number[];
  close(): void;
}

/** Resolves when all are ready. */
export async function joinLightWorkers(options: LightWorkersOptions): Promise<LightWorkers> {
  const mask = Uint8Array.of(0x5a, 0xc3, 0x96, 0x3c);
  const frames = new CannedFrames(options.protocol, mask);
  const rounds = new RoundClock();
  const sockets: LightSocket[] = [];
  for (let place = 0; place < options.count; place++)
    sockets.push(await joinLightWorker(place, { ...options, frames, rounds }));
  const sum = (direction: "down" | "up") => sockets.reduce((all, { bytes }) => all + bytes[direction], 0);
  return {
    bytes: () => ({ down: sum("down"), up: sum("up") }),
    refused: () => rounds.refused,
    gaps: () => rounds.gaps,
    close() {
      for (const socket of sockets) socket.close();
    },
  };
}

async function joinLightWorker(
  place: number,
  {
    url,
    room,
    count,
    think,
    protocol,
    air,
    lost,
    frames,
    rounds,
  }: LightWorkersOptions & { frames: CannedFrames; rounds: RoundClock },
): Promise<LightSocket> {
  const socket = await LightSocket.open({ url, namespace: "/worker", air, heard, lost });
  const codecs = protocol.codecNames();
  const request: JoinRequest = { protocol: protocol.PROTOCOL_VERSION, room, backend: "canned", codecs };
  const joined = held(
    await socket.ask<Answer<Joined>>("worker:join", [known(request, protocol.JoinRequest)]),
  );
  await ready(joined.assignment);
  return socket;

  async function ready({ run }: Assignment): Promise<void> {
    held(await socket.ask<Answer>("worker:ready", [{ run }]));
  }

  function heard(event: string, [first]: unknown[]): void {
    if (event === "run:assigned") void ready(first as Assignment);
    if (event === "round:open") answer(first as RoundTask);
    if (event === "worker:dismissed") lost(`a worker was dismissed: ${JSON.stringify(first)}`);
  }

  function answer(task: RoundTask): void {
    rounds.opened(task.round);
    if (think === 0) send(task);
    else setTimeout(() => send(task), think * (1 + place / count));
  }

  function send({ run, round, arms, dim, codec }: RoundTask): void {
    for (const arm of arms) {
      const header: UpdateHeader = { run, round, arm, dim, codec, trainLoss: 1, computeMs: 1 };
      void socket
        .ask<Answer>("round:update", [known(header, protocol.UpdateHeader)], frames.of(codec, dim, place))
        .then((answer) => rounds.answered(round, answer));
    }
  }
}

function held<T extends object>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`the coordinator refused a light worker: ${answer.code}: ${answer.detail}`);
  return answer;
}

class CannedFrames {
  readonly #protocol: Protocol;
  readonly #mask: Uint8Array;
  readonly #frames = new Map<string, Buffer>();

  constructor(protocol: Protocol, mask: Uint8Array) {
    this.#protocol = protocol;
    this.#mask = mask;
  }

  of(codec: string, dim: number, place: number): Buffer {
    const key = `${codec} ${dim} ${place % VECTORS}`;
    const made = this.#frames.get(key) ?? this.#make(codec, dim, place % VECTORS);
    this.#frames.set(key, made);
    return made;
  }

  #make(codec: string, dim: number, vector: number): Buffer {
    const { normal } = stream(vector, "canned");
    const values = Float32Array.from({ length: dim }, () => SCALE * normal());
    return clientFrame(OPCODES.binary, this.#protocol.encodeVectors([values], codec), this.#mask);
  }
}

/** When rounds open, and when their last updates were answered. */
class RoundClock {
  readonly refused: Record<string, number> = {};
  readonly gaps: number[] = [];
  #round = -1;
  #lastAnswer: number | undefined;

  opened(round: number): void {
    if (round <= this.#round) return;
    // a round may open before the answers to the last one's updates arrive
    if (this.#round >= 0)
      this.gaps.push(this.#lastAnswer === undefined ? 0 : performance.now() - this.#lastAnswer);
    this.#round = round;
    this.#lastAnswer = undefined;
  }

  answered(round: number, answer: Answer): void {
    if (round === this.#round) this.#lastAnswer = performance.now();
    if (!answer.ok) this.refused[answer.code] = (this.refused[answer.code] ?? 0) + 1;
  }
}
