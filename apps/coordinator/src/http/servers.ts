/** Binds the two ports, http and https, with one request handler for both. */
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer, type Server as SecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { UserError } from "@honest-majority/protocol";
import { type Handshake, handshakeOf } from "../sockets/callerAddress";
import { Tally, type TallyLimits } from "../sockets/tally";
import type { Certificate } from "./certificate";
import { oneAtATime } from "./oneAtATime";

export interface Servers {
  http: Server;
  https: SecureServer;
  port: number;
  httpsPort: number;
  close(): Promise<void>;
}

/** Connections that are still open after this time are cut: a sleeping phone never closes its WebSocket. */
const CLOSE_MS = 1_000;

/** Port 0 takes any free port. @throws UserError saying which port, why, and what to do next. */
export async function openServers({
  host,
  port,
  httpsPort,
  certificate,
  handler,
  addressOf,
  wires: mostWires,
  requests,
}: {
  host: string;
  port: number;
  httpsPort: number;
  certificate: Certificate;
  handler: RequestListener;
  /** Whose requests and connections these are; undefined for this machine itself. */
  addressOf: (handshake: Handshake) => string | undefined;
  /** How many TCP connections may be open. */
  wires: TallyLimits;
  /** How many requests may be under way. */
  requests: TallyLimits;
}): Promise<Servers> {
  const inTurn = oneAtATime(handler, {
    addressOf: (request) => addressOf(handshakeOf(request)),
    limits: requests,
  });
  const http = createServer(inTurn);
  const https = createSecureServer(certificate, inTurn);
  const wires = connections(
    [http, https],
    (address) => addressOf({ address, headers: {} }),
    new Tally(mostWires),
  );
  const httpPort = await open(http, host, port, "--port");
  try {
    const securePort = await open(https, host, httpsPort, "--https-port");
    return {
      http,
      https,
      port: httpPort,
      httpsPort: securePort,
      close: async () => {
        const cutOff = setTimeout(() => {
          for (const wire of wires) wire.destroy();
        }, CLOSE_MS);
        await Promise.all([shut(http), shut(https)]);
        clearTimeout(cutOff);
      },
    };
  } catch (error) {
    await shut(http);
    throw error;
  }
}

/** The open connections, including upgraded ones, which a server itself does not list. */
function connections(
  servers: readonly (Server | SecureServer)[],
  addressOf: (remote: string) => string | undefined,
  tally: Tally,
): ReadonlySet<Socket> {
  const wires = new Set<Socket>();
  for (const server of servers) {
    server.on("connection", (wire: Socket) => {
      const address = addressOf(wire.remoteAddress ?? "");
      if (tally.full(address) !== undefined) {
        wire.destroy();
        return;
      }
      const gone = tally.add(address);
      wires.add(wire);
      wire.once("close", () => {
        wires.delete(wire);
        gone();
      });
    });
  }
  return wires;
}

function open(server: Server | SecureServer, host: string, port: number, flag: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // the listener stays: a bound port may fail for a moment (too many open files), which must not stop the coordinator
    server.on("error", (error: NodeJS.ErrnoException) =>
      reject(new UserError("port", explain(error, host, port, flag))),
    );
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function explain({ code, message }: NodeJS.ErrnoException, host: string, port: number, flag: string): string {
  switch (code) {
    case "EADDRINUSE":
      return `port ${port} is in use, perhaps by another coordinator: stop that one, or give another port, such as ${flag} ${port < 65535 ? port + 1 : 8080}`;
    case "EACCES":
      return `port ${port} may not be opened by this user: give one above 1023, such as ${flag} 8080`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `--host ${host} is no address of this machine: leave it out, or give one that it has`;
    default:
      return `port ${port} on ${host} could not be opened: ${message}`;
  }
}

function shut(server: Server | SecureServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
