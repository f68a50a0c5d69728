/** The addresses of a room: where tabs join it and where its dashboard is. */
import { localName, reachableAt, urlHost } from "./addresses";

export interface RoomUrls {
  /** The only address for others, if one was given. */
  publicJoinUrl(room: string): string | undefined;
  /** For tabs on the network; empty when this machine is on none. */
  secureJoinUrls(room: string): string[];
  plainJoinUrls(room: string): string[];
  /** Every address at which the room can be joined, this machine's own last. */
  joinUrls(room: string): string[];
  /** For the browser of this machine; holds the key to the room. */
  dashboardUrl(room: string, instructorToken: string): string;
  /** Opens the dashboard once, in a browser of this machine; does not hold the key. */
  oneTimeUrl(room: string, instructorToken: string): string;
}

export function roomUrls({
  host,
  port,
  httpsPort,
  publicUrl,
  pathTo,
}: {
  /** The address that the coordinator listens on. */
  host: string;
  port: number;
  httpsPort: number;
  publicUrl?: string;
  /** Makes a path that leads to another one once. */
  pathTo: (target: string) => string;
}): RoomUrls {
  const local = `http://${urlHost(localName(host))}:${port}`;
  const onNetwork = (scheme: string, at: number, room: string) =>
    (publicUrl === undefined ? reachableAt(host) : []).map(
      (address) => `${scheme}://${urlHost(address)}:${at}/join/${room}`,
    );
  const dashboardPath = (room: string, token: string) => `/#token=${token}&room=${room}`;
  const secureJoinUrls = (room: string) => onNetwork("https", httpsPort, room);
  const plainJoinUrls = (room: string) => onNetwork("http", port, room);
  const publicJoinUrl = (room: string) => (publicUrl === undefined ? undefined : `${publicUrl}/join/${room}`);
  return {
    publicJoinUrl,
    secureJoinUrls,
    plainJoinUrls,
    joinUrls: (room) => [
      ...secureJoinUrls(room),
      ...plainJoinUrls(room),
      publicJoinUrl(room) ?? `${local}/join/${room}`,
    ],
    dashboardUrl: (room, instructorToken) => `${publicUrl ?? local}${dashboardPath(room, instructorToken)}`,
    oneTimeUrl: (room, instructorToken) => `${local}${pathTo(dashboardPath(room, instructorToken))}`,
  };
}
