/** Messages that no honest client sends. Each must be answered, and change nothing. */

import {
  type Answer,
  DASHBOARD_REQUESTS,
  LIMITS,
  PROTOCOL_VERSION,
  type RequestShape,
  WORKER_REQUESTS,
} from "@honest-majority/protocol";
import type { Random } from "@honest-majority/random";
import { HOSTILE_REQUESTS } from "@honest-majority/serving/hostileRequests.cases";
import { fitting, spoiled } from "@honest-majority/testing/requests";
import fc from "fast-check";
import { pipelined } from "../../hostile/rawHttp";
import { openRawSocket } from "../../hostile/rawSocket";
import { type AnySocket, anySocket, repeat } from "../../hostile/spam";
import { type Fault, pause, type Scene } from "./fault";

const MESSAGES = Object.entries({ "/worker": WORKER_REQUESTS, "/dashboard": DASHBOARD_REQUESTS }).flatMap(
  ([namespace, requests]) =>
    Object.entries<RequestShape>(requests).map(([event, { schema, bytes }]) => ({
      namespace,
      event,
      arguments: fc
        .tuple(
          ...(schema === undefined ? [] : [spoiled(fitting(schema, ["float32", "bitFlip", "mean"]))]),
          ...(bytes ? [fc.uint8Array({ maxLength: 64 }).map((values) => Buffer.from(values))] : []),
        )
        .filter((args) => placesOfBytes(args) <= LIMITS.attachments.most) as fc.Arbitrary<unknown[]>,
    })),
);

/** More than one are not answered: the connection is cut. */
function placesOfBytes(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return 1;
  return Object.values(value).reduce((sum: number, part) => sum + placesOfBytes(part), 0);
}

export interface HostileMessage {
  namespace: string;
  event: string;
  args: unknown[];
}

/** A spoiled request of any kind. */
export function hostileMessage(random: Random): HostileMessage {
  const { namespace, event, arguments: made } = MESSAGES[random.int(MESSAGES.length)];
  const [args] = fc.sample(made, { numRuns: 1, seed: random.int(2 ** 31) });
  return { namespace, event, args };
}

/** One stranger on each namespace; that of workers has joined, and is never ready. */
async function withStrangers(
  { coordinator: { url, room } }: Scene,
  use: (of: (namespace: string) => AnySocket) => Promise<void>,
): Promise<void> {
  const worker = anySocket(url, "/worker");
  const dashboard = anySocket(url, "/dashboard");
  await worker.emitWithAck("worker:join", {
    protocol: PROTOCOL_VERSION,
    room,
    backend: "x",
    name: "Mallory",
  });
  await dashboard.emitWithAck("room:watch", { protocol: PROTOCOL_VERSION, room });
  try {
    await use((namespace) => (namespace === "/worker" ? worker : dashboard));
  } finally {
    worker.disconnect();
    dashboard.disconnect();
  }
}

/** @throws Error when no answer of the documented form comes. */
async function mustAnswer(socket: AnySocket, event: string, args: unknown[]): Promise<void> {
  const answer: Answer | undefined = await Promise.race([
    socket.emitWithAck(event, ...args),
    pause(60_000).then(() => undefined),
  ]);
  if (answer === undefined)
    throw new Error(`nothing answered ${event} ${JSON.stringify(args).slice(0, 300)}`);
  if (!answer.ok && answer.detail.length > 500)
    throw new Error(`${event} was answered with ${answer.detail.length} characters`);
}

export const MESSAGE_FAULTS = {
  fuzz: {
    sentence: "twenty spoiled requests, made from the schemas of all events",
    weight: 8,
    inject: (scene) =>
      withStrangers(scene, async (socketOf) => {
        for (let i = 0; i < 20; i++) {
          const { namespace, event, args } = hostileMessage(scene.random);
          await mustAnswer(socketOf(namespace), event, args);
        }
      }),
  },
  knownMessages: {
    sentence: "every message that once did harm",
    weight: 1,
    inject: (scene) =>
      withStrangers(scene, async (socketOf) => {
        for (const { namespace, event, args } of HOSTILE_REQUESTS)
          await mustAnswer(socketOf(namespace), event, args);
      }),
  },
  longMessage: {
    sentence: "a message beyond the limit",
    weight: 2,
    async inject({ coordinator: { url } }) {
      const socket = await openRawSocket(url, "/dashboard");
      socket.send(`42/dashboard,["${"e".repeat(LIMITS.textBytes.most)}",1]`);
      await socket.closed;
    },
  },
  deepMessage: {
    sentence: "lists within lists, 20,000 deep, with bytes beside them and without",
    weight: 2,
    async inject({ coordinator: { url } }) {
      const socket = await openRawSocket(url, "/worker");
      const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
      socket.send(`42/worker,1["worker:flip",{"role":${deep}}]`);
      socket.send(`451-/worker,2["worker:flip",${deep},{"_placeholder":true,"num":0}]`);
      socket.send("bAAAA"); // the bytes, in base64
      await Promise.race([socket.closed, pause(1_000)]);
      socket.close();
    },
  },
  garbage: {
    sentence: "bytes that are no message, on a WebSocket and as a request",
    weight: 3,
    async inject({ coordinator: { url }, random }) {
      const socket = await openRawSocket(url, "/worker");
      const letters = Array.from({ length: 1 + random.int(200) }, () => String.fromCharCode(random.int(256)));
      socket.send(`4${random.int(9)}${letters.join("")}`);
      const http = await pipelined(url, [{ path: `/${encodeURIComponent(letters.join(""))}` }]);
      await pause(20);
      socket.close();
      http.close();
    },
  },
  unread: {
    sentence: "a watcher that asks 200 times and never reads",
    weight: 2,
    async inject({ coordinator: { url, room } }) {
      const socket = await openRawSocket(url, "/dashboard");
      socket.stopReading();
      for (let i = 0; i < 200; i++)
        socket.send(`42/dashboard,${i}["room:watch",{"protocol":${PROTOCOL_VERSION},"room":"${room}"}]`);
      await pause(50);
      socket.close();
    },
  },
  records: {
    sentence: "a hundred requests for the record at once on one connection",
    weight: 2,
    async inject({ coordinator: { url, room } }) {
      const http = await pipelined(url, Array(100).fill({ path: `/api/rooms/${room}/record` }));
      await Promise.race([http.closed, pause(5_000)]);
      http.close();
    },
  },
  spam: {
    sentence: "three hundred flips of one worker at once",
    weight: 2,
    inject: (scene) =>
      withStrangers(scene, async (socketOf) => {
        const argument = () => ({ role: { kind: "honest" } });
        await repeat(socketOf("/worker"), "worker:flip", { times: 300, argument });
      }),
  },
} satisfies Record<string, Fault>;
