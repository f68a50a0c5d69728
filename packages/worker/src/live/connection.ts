/**
 * A socket to the coordinator that connects again by itself, over WebSocket or, where the network lets none through, by
 * HTTP polling. For workers and dashboards; knows none of their events.
 */
import type { WorkerView } from "@honest-majority/protocol";
import { io, type Socket } from "socket.io-client";

export type Transport = NonNullable<WorkerView["transport"]>;

/** How long one try to connect may take. */
const TRY_MS = 5_000;
const RETRY_MS = 1_500;

export interface ConnectionListeners {
  /** Called at every connection. */
  connected(): void;
  /** Called when the connection is gone, and at every try that failed. */
  lost(): void;
  /** Called at every connection, and when WebSocket takes the place of polling. */
  transport?(name: Transport): void;
}

export interface Connection<Heard extends Events, Sent extends Events> {
  socket: Socket<Heard, Sent>;
  close(): void;
}

/** How a connection is opened: to a coordinator, unless the room is in the same page. */
export type OpenConnection = typeof openConnection;

// biome-ignore lint/suspicious/noExplicitAny: socket.io's own constraint of a map of events
export type Events = Record<string, (...args: any[]) => void> | object;

/** `url`: the coordinator's address and the namespace, such as http://localhost:8080/worker. */
export function openConnection<Heard extends Events, Sent extends Events>(
  url: string,
  { connected, lost, transport = () => {} }: ConnectionListeners,
  { tryMs = TRY_MS } = {},
): Connection<Heard, Sent> {
  const order: [Transport, Transport] = ["websocket", "polling"];
  const socket = io(url, {
    transports: [...order],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 2_000,
    timeout: tryMs,
    forceNew: true,
  }) as unknown as Socket<Heard, Sent>;
  const { io: manager } = socket;
  let closed = false;

  /**
   * A try that meets an error goes on with the other transport, so one that ended on its first had no answer in time, as
   * behind a proxy that swallows WebSocket's handshake. From then on tries begin with the other.
   */
  function chooseOrder() {
    if (manager.engine.transport.name !== order[0]) return;
    order.reverse();
    manager.opts.transports = [...order];
  }
  const sayTransport = () => transport(manager.engine.transport.name as Transport);
  const connectLater = () => setTimeout(() => closed || socket.connect(), RETRY_MS);

  const events = socket as unknown as Socket;
  events.on("connect", () => {
    sayTransport();
    manager.engine.once("upgrade", sayTransport);
    connected();
  });
  events.on("connect_error", () => {
    if (closed) return;
    if (socket.active) chooseOrder();
    else connectLater(); // socket.io tries again by itself, unless a server's middleware refused the connection
    lost();
  });
  events.on("disconnect", (reason) => {
    if (closed) return;
    // socket.io does not reconnect by itself when the other side disconnected, as it may at a restart
    if (reason === "io server disconnect") connectLater();
    lost();
  });
  return {
    socket,
    close() {
      closed = true;
      socket.disconnect();
    },
  };
}
