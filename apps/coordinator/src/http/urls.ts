/** The addresses of a room: where tabs join it and where its dashboard is. */
import { type JoinAddress, UserError } from "@honest-majority/protocol";
import { localName, reachableAt, urlHost } from "./addresses";
import { chosenFirst, describeAddress, type LanAddress, matching } from "./lanAddresses";
import type { OneTimePaths } from "./oneTimePaths";

export interface RoomUrls {
  /** Every way to join, the one that the QR code holds first. */
  joins(room: string): JoinAddress[];
  /** Holds the key to the room, and stays in the history of a browser that opens it. */
  dashboardUrl(room: string, instructorToken: string): string;
  /** Opens the dashboard once, in a browser of this machine; does not hold the key. */
  oneTimeUrl(room: string, instructorToken: string): string;
}

/** @throws UserError when `joinAddress` is none of this machine's. */
export function roomUrls({
  host,
  port,
  httpsPort,
  publicUrl,
  joinAddress,
  pathTo,
  reachable = reachableAt,
}: {
  /** The address that the coordinator listens on. */
  host: string;
  port: number;
  httpsPort: number;
  /** The only address for others. */
  publicUrl?: string;
  /** What others use before all else: an address of this machine, or a network's name. */
  joinAddress?: string;
  /** Makes a path that gives the key to its page once. */
  pathTo: OneTimePaths["pathTo"];
  /** Looked up again and again: a laptop changes its network. */
  reachable?: (host: string) => readonly LanAddress[];
}): RoomUrls {
  const local = `http://${urlHost(localName(host))}:${port}`;
  const found = () => chosenFirst(reachable(host), joinAddress);
  if (joinAddress !== undefined && publicUrl === undefined) checkThere(joinAddress, reachable(host));

  function joins(room: string): JoinAddress[] {
    if (publicUrl !== undefined)
      return [{ reach: "public", host: new URL(publicUrl).host, url: `${publicUrl}/join/${room}` }];
    const onNetwork = found().map(({ address, network }): JoinAddress => {
      const name = urlHost(address);
      const url = `http://${name}:${port}/join/${room}`;
      return {
        reach: "network",
        host: address,
        network,
        url,
        secureUrl: `https://${name}:${httpsPort}/join/${room}`,
      };
    });
    const own = localName(host);
    if (onNetwork.some((one) => one.host === own)) return onNetwork;
    return [...onNetwork, { reach: "machine", host: own, url: `${local}/join/${room}` }];
  }

  return {
    joins,
    dashboardUrl: (room, token) => `${publicUrl ?? local}/#token=${token}&room=${room}`,
    oneTimeUrl: (room, token) => `${local}${pathTo({ token, room })}`,
  };
}

function checkThere(joinAddress: string, found: readonly LanAddress[]): void {
  if (matching(found, joinAddress).length > 0) return;
  const there =
    found.length === 0 ? "it is on no network" : `it has ${found.map(describeAddress).join(", ")}`;
  throw new UserError(
    "usage",
    `--join-address ${joinAddress}: must be an address or a network of this machine; ${there}`,
  );
}
