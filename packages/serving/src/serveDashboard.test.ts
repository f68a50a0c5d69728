import { EventEmitter } from "node:events";
import { type Answer, PROTOCOL_VERSION } from "@honest-majority/protocol";
import type { Room } from "@honest-majority/room";
import { describe, expect, test } from "vitest";
import { type DashboardParts, type DashboardSocket, serveDashboard } from "./serveDashboard";
import { Turns } from "./turns";

/** A dashboard's socket, served with a count of the places that it holds; `turn` lets the next request take its turn. */
function dashboard() {
  const places = { watcher: 0, instructor: 0, worker: 0 };
  const waiting: (() => void)[] = [];
  let receive: (event: string, ...args: unknown[]) => void = () => {};
  const socket = Object.assign(new EventEmitter(), {
    connected: true,
    join: () => {},
    leave: () => {},
    onAny: (listener: typeof receive) => {
      receive = listener;
    },
  });
  const room = {
    code: "KRUM-1",
    isInstructor: (token: string) => token === "key",
    insight: { leave: () => {} },
    watched: () => ({}),
  } as unknown as Room;
  const turns = new Turns({ rest: () => new Promise<void>((resolve) => waiting.push(resolve)) });
  const parts: DashboardParts = {
    findRoom: () => room,
    defaultRoom: () => room,
    turns: { instructor: turns, others: turns },
    report: (error) => expect.unreachable(error.message),
    isStopping: () => false,
  };
  const takePlace = (as: keyof typeof places) => {
    places[as]++;
    return { ok: true as const, leave: () => void places[as]-- };
  };
  serveDashboard(socket as unknown as DashboardSocket, { takePlace }, parts);
  const watch = (token?: string) =>
    new Promise<Answer>((answer) =>
      receive("room:watch", { protocol: PROTOCOL_VERSION, room: "KRUM-1", token }, answer),
    );
  const turn = async () => {
    await new Promise(setImmediate);
    waiting.shift()?.();
  };
  const disconnect = () => {
    socket.connected = false;
    socket.emit("disconnect");
  };
  return { places, watch, turn, disconnect };
}

describe("a dashboard's place", () => {
  test("is not taken when the dashboard disconnects before its turn comes", async () => {
    const { places, watch, turn, disconnect } = dashboard();
    const answer = watch();
    disconnect();
    await turn();
    expect(await answer).toMatchObject({ ok: false, code: "not-joined" });
    expect(places).toEqual({ watcher: 0, instructor: 0, worker: 0 });
  });

  test("of a watcher is free once it is the instructor's, and both are after the end", async () => {
    const { places, watch, turn, disconnect } = dashboard();
    for (const [token, held] of [
      [undefined, { watcher: 1, instructor: 0 }],
      ["key", { watcher: 0, instructor: 1 }],
      ["key", { watcher: 0, instructor: 1 }],
    ] as const) {
      const answer = watch(token);
      await turn();
      expect(await answer).toMatchObject({ ok: true });
      expect(places).toMatchObject(held);
    }
    disconnect();
    expect(places).toEqual({ watcher: 0, instructor: 0, worker: 0 });
  });
});
