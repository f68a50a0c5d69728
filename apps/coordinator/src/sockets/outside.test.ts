import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { Connection } from "./connectionGuard";
import { type OutsideParts, outsideOf } from "./outside";

const parts = { addressOf: () => "a" } as unknown as OutsideParts;

test("a socket hears of its connection's transports until it is disconnected, and leaves nothing on the connection", () => {
  const conn = Object.assign(new EventEmitter(), { transport: { name: "polling" } });
  const heard: string[] = [];
  const open = (name: string) => {
    const socket = new EventEmitter();
    const { onTransport } = outsideOf(
      Object.assign(socket, {
        handshake: { address: "a", headers: {} },
        conn: conn as unknown as Connection,
      }),
      parts,
    );
    onTransport?.((transport) => heard.push(`${name}: ${transport}`));
    return socket;
  };
  open("first").emit("disconnect");
  open("second");
  conn.emit("upgrade", { name: "websocket" });
  expect(heard).toEqual(["first: polling", "second: polling", "second: websocket"]);
  expect(conn.listenerCount("upgrade")).toBe(1);
});
