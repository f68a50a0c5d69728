/** All of the current run of a room in this page, over a connection of its own. */
import {
  type Answer,
  type CoordinatorToDashboard,
  type DashboardToCoordinator,
  PROTOCOL_VERSION,
  type RoundRecord,
  type Watching,
} from "@honest-majority/protocol";
import type { RunRecord } from "@honest-majority/records";
import type { OpenConnection } from "@honest-majority/worker/connection";
import { earlierRounds } from "../dashboard/earlierRounds";

const ACK_MS = 20_000;

export interface WholeRunRequest {
  open: OpenConnection;
  room: string;
  token: string;
}

/** @throws an Error with a sentence when the room does not answer, or its run is replaced meanwhile. */
export async function wholeRun({ open, room, token }: WholeRunRequest): Promise<RunRecord> {
  let heard = { connected() {}, lost() {} };
  const isConnected = new Promise<void>((resolve, reject) => {
    const lost = () => reject(new Error("The room of this page does not answer."));
    heard = { connected: resolve, lost };
  });
  const { socket, close } = open<CoordinatorToDashboard, DashboardToCoordinator>("/dashboard", heard);
  try {
    await isConnected;
    const ask = () => socket.timeout(ACK_MS);
    const first: Answer<Watching> = await ask().emitWithAck("room:watch", {
      protocol: PROTOCOL_VERSION,
      token,
      room,
      whole: true,
    });
    if (!first.ok) throw new Error(`The run cannot be saved: ${first.detail}.`);
    const earlier = await earlierRounds(first, {
      ask: (request) =>
        ask()
          .emitWithAck("rounds:before", { ...request, whole: true })
          .catch(() => undefined),
      wait: () => new Promise((resolve) => setTimeout(resolve, 500)),
      isWanted: () => true,
    });
    if (earlier === undefined) throw new Error("The run was replaced by another: save that one.");
    const workers = first.workers.toSorted((a, b) => a.index - b.index);
    return {
      run: first.run,
      config: first.config,
      workers: workers.map(({ id, name }) => ({ id, name })),
      revealed: first.class.revealed,
      rounds: [...earlier, ...first.rounds] as RoundRecord[],
    };
  } finally {
    close();
  }
}
