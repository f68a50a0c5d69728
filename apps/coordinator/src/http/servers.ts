/** Binds the two ports, http and https, with one request handler for both. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer, type Server as SecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { LIMITS, REQUESTS_AT_ONCE, TLS_AT_ONCE, UserError } from "@honest-majority/protocol";
import type { PaceLimits } from "@honest-majority/serving";
import { type Handshake, handshakeOf } from "../sockets/callerAddress";
import { openFileLimit, wiresWithin } from "../sockets/openFiles";
import type { TallyLimits } from "../sockets/tally";
import { Wires } from "../sockets/wires";
import type { Certificate } from "./certificate";
import { followWires } from "./followWires";
import { oneAtATime } from "./oneAtATime";
import { paceTls } from "./paceTls";

export interface Servers {
  http: Server;
  https: SecureServer;
  port: number;
  httpsPort: number;
  /** Tells requests from connections that wait. Call it when the sockets are attached: Engine.IO removes earlier listeners. */
  followRequests(): void;
  close(): Promise<void>;
}

/** Connections that are still open after this time are cut: a sleeping phone never closes its WebSocket. */
const CLOSE_MS = 1_000;

/** How often Node looks for requests that take too long. */
const CHECK_MS = 5_000;

/** Port 0 takes any free port. @throws UserError saying which port, why, and what to do next. */
export async function openServers({
  host,
  port,
  httpsPort,
  certificate,
  handler,
  addressOf,
  isServing = () => false,
  wires,
  openFiles = openFileLimit(),
  requests,
  rate = { perSecond: LIMITS.requestRate.most, atOnce: REQUESTS_AT_ONCE },
  tlsRate = { perSecond: LIMITS.tlsRate.most, atOnce: TLS_AT_ONCE },
  headMs = LIMITS.headSeconds.most * 1_000,
}: {
  host: string;
  port: number;
  httpsPort: number;
  certificate: Certificate;
  handler: RequestListener;
  /** Whose requests and connections these are; undefined for this machine itself. */
  addressOf: (handshake: Handshake) => string | undefined;
  /** Whether a request carries the messages of a worker or of a watcher: its TCP connection gives way to no other, and it counts for less. */
  isServing?: (request: IncomingMessage) => boolean;
  /** How many TCP connections may be open. */
  wires: TallyLimits;
  /** How many files this process may have open; undefined: any number. */
  openFiles?: number;
  /** How many requests may be under way. */
  requests: TallyLimits;
  /** How many of one address are answered a second. */
  rate?: PaceLimits;
  /** With how many connections of one address TLS begins in a second. */
  tlsRate?: PaceLimits;
  /** How long a TCP connection may take for TLS, and how long for the head of a request. */
  headMs?: number;
}): Promise<Servers> {
  const inTurn = oneAtATime(handler, {
    addressOf: (request) => addressOf(handshakeOf(request)),
    limits: requests,
    rate,
    isServing,
  });
  const times = { headersTimeout: headMs, connectionsCheckingInterval: Math.min(headMs, CHECK_MS) };
  const http = createServer(times, inTurn);
  const https = createSecureServer({ ...certificate, ...times, handshakeTimeout: headMs }, inTurn);
  const addressOfWire = (address: string) => addressOf({ address, headers: {} });
  paceTls(https, { rate: tlsRate, addressOf: addressOfWire });
  const { inAll, ofOneSide } = wiresWithin(openFiles);
  const { open, followRequests } = followWires([http, https], {
    wires: new Wires({
      limits: { ...wires, inAll: Math.min(wires.inAll, ofOneSide) },
      own: ofOneSide,
      inAll,
      isServing,
      now: () => performance.now(),
      cut: (wire) => wire.destroy(),
    }),
    addressOf: addressOfWire,
  });
  const httpPort = await bind(http, host, port, "--port");
  try {
    const securePort = await bind(https, host, httpsPort, "--https-port");
    return {
      http,
      https,
      port: httpPort,
      httpsPort: securePort,
      followRequests,
      close: async () => {
        const cutOff = setTimeout(() => {
          for (const wire of open) wire.destroy();
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

function bind(server: Server | SecureServer, host: string, port: number, flag: string): Promise<number> {
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
