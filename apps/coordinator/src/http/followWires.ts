/** Tells the TCP connections of servers to `Wires`: those that come, ask, are answered and close. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Server as SecureServer } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import type { Wires } from "../sockets/wires";

export function followWires(
  servers: readonly (Server | SecureServer)[],
  {
    wires,
    addressOf,
  }: { wires: Wires<Socket, IncomingMessage>; addressOf: (remote: string) => string | undefined },
): {
  /** The open connections, including upgraded ones, which a server itself does not list. */
  open: ReadonlySet<Socket>;
  /** Also those that Engine.IO answers: it removes the listeners that a server has when it is attached. */
  followRequests(): void;
} {
  const open = new Set<Socket>();
  /** By both ends, as a TLS socket does not say on which connection it is. */
  const byEnds = new Map<string, Socket>();
  const ofTls = new WeakMap<Duplex, Socket>();
  const wireOf = (socket: Duplex) => ofTls.get(socket) ?? (socket as Socket);
  for (const server of servers) {
    server.on("connection", (wire: Socket) => {
      if (!wires.open(wire, addressOf(wire.remoteAddress ?? ""))) {
        wire.destroy();
        return;
      }
      const ends = endsOf(wire);
      open.add(wire);
      byEnds.set(ends, wire);
      wire.once("close", () => {
        open.delete(wire);
        if (byEnds.get(ends) === wire) byEnds.delete(ends);
        wires.closed(wire);
      });
    });
    server.on("secureConnection", (socket: TLSSocket) => {
      const wire = byEnds.get(endsOf(socket));
      if (wire !== undefined) ofTls.set(socket, wire);
    });
  }
  return {
    open,
    followRequests() {
      for (const server of servers) {
        server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
          const wire = wireOf(request.socket);
          wires.asked(wire, request);
          response.once("close", () => wires.answered(wire));
        });
        server.prependListener("upgrade", (request: IncomingMessage, socket: Duplex) =>
          wires.asked(wireOf(socket), request),
        );
      }
    },
  };
}

const endsOf = ({ remoteAddress, remotePort, localPort }: Socket) =>
  `${remoteAddress} ${remotePort} ${localPort}`;
