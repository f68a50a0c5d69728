/** One peer that repeats itself. Each resolves to the answers. */
import { type Answer, PROTOCOL_VERSION } from "@honest-majority/protocol";
import { io, type Socket } from "socket.io-client";

/** A socket without the types of the protocol: it may send anything. */
export type AnySocket = Pick<Socket, "emit" | "disconnect"> & {
  emitWithAck(event: string, ...args: unknown[]): Promise<Answer>;
};

export function anySocket(url: string, namespace: string): AnySocket {
  return io(`${url}${namespace}`, { transports: ["websocket"], forceNew: true });
}

/** Sends one event so many times at once; `argument` gives what goes with each. */
export function repeat(
  socket: Pick<AnySocket, "emitWithAck">,
  event: string,
  { times, argument }: { times: number; argument: (time: number) => unknown },
): Promise<Answer[]> {
  return Promise.all(Array.from({ length: times }, (_, time) => socket.emitWithAck(event, argument(time))));
}

/** Joins and leaves in a loop on one connection, each time under another name. */
export async function joinAndLeave(
  { url, room }: { url: string; room: string },
  times: number,
): Promise<Answer[]> {
  const socket = anySocket(url, "/worker");
  const answers: Answer[] = [];
  for (let i = 0; i < times; i++) {
    const request = { protocol: PROTOCOL_VERSION, room, backend: "x", name: `J${i}` };
    answers.push(await socket.emitWithAck("worker:join", request));
    await socket.emitWithAck("worker:leave");
  }
  socket.disconnect();
  return answers;
}
