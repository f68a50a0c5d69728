/** A server that takes every connection and message and does nothing with them: what a flood costs without a coordinator. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";

process.on("disconnect", () => process.exit());
const server = createServer();
const io = new Server(server);
for (const namespace of ["/worker", "/dashboard"])
  io.of(namespace).on("connection", (socket) => {
    socket.onAny((_event, ...args: unknown[]) => {
      const ack = args.at(-1);
      if (typeof ack === "function") ack({ ok: true });
    });
  });
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
