/** A connection to a room in the same page, over a port. */
import type { Connection, ConnectionListeners, Events, OpenConnection } from "./connection";
import { ClientPortSocket, type Port } from "./portSocket";

/** For clients that would else connect to a coordinator. The port serves one client. */
export function portConnection(port: Port): OpenConnection {
  return <Heard extends Events, Sent extends Events>(
    _url: string,
    { connected, lost }: ConnectionListeners,
  ): Connection<Heard, Sent> => {
    const socket = new ClientPortSocket(port);
    socket.on("connect", connected).on("disconnect", lost).connect();
    return {
      // it has the methods that clients use
      socket: socket as unknown as Connection<Heard, Sent>["socket"],
      close: () => void socket.disconnect(),
    };
  };
}
