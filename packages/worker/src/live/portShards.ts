/** Loads shards from a room in the same page. */
import type { Answer } from "@honest-majority/protocol";
import type { SessionEnv } from "../sessionEnv";
import { ClientPortSocket, type Port } from "./portSocket";
import { parseShard } from "./shard";

export function shardsFrom(port: Port): SessionEnv["loadShard"] {
  const socket = new ClientPortSocket(port).connect();
  return async ({ run, shard }, token) => {
    const answer = (await socket.emitWithAck("shard", { token, run })) as Uint8Array | Answer;
    if (answer instanceof Uint8Array) return parseShard(answer, shard);
    throw new Error(answer.ok ? "the room gave no data" : answer.detail);
  };
}
