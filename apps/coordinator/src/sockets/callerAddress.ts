/** The address that a connection's seats count for. */
import type { IncomingMessage } from "node:http";
import { isIP, isIPv4, isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import { lastKnown } from "../lastKnown";

export interface Handshake {
  /** Of the other end of the connection, which may be a proxy. */
  address: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Of a plain request. */
export function handshakeOf({ socket, headers }: IncomingMessage): Handshake {
  return { address: socket.remoteAddress ?? "", headers };
}

export interface CallerOptions {
  trustProxy: boolean;
  /** Whether an address is this machine's. */
  isOwn?: (ip: string) => boolean;
  /** Whether a name with its port is this machine's, and not only the public address. */
  isOwnHost?: (host: string) => boolean;
}

/**
 * Undefined for this machine itself, where the instructor opens swarms. All that a proxy on this machine passes on counts for
 * one address, "proxy". An IPv6 address counts as its /64, as one machine may have all of it. Only with `trustProxy` does the
 * header of a proxy count: anybody can send one. Its last entry is the proxy's own; those before it are the client's word.
 * All entries that are no addresses count as one.
 */
export function callerAddress(
  { address, headers }: Handshake,
  { trustProxy, isOwn = isThisMachine, isOwnHost = () => true }: CallerOptions,
): string | undefined {
  const forwarded = trustProxy ? headers["x-forwarded-for"] : undefined;
  const ip = plain(forwarded === undefined ? address : lastOf(forwarded));
  if (isIP(ip) === 0) return "unknown";
  if (!isOwn(ip)) return isIPv6(ip) ? network(ip) : ip;
  const { host, origin, referer } = headers;
  const isDirect =
    [host].flat().every((name) => name === undefined || isOwnHost(name)) &&
    [origin, referer].flat().every((page) => page === undefined || isOwnHost(hostOf(page))) &&
    !Object.keys(headers).some(isOfProxy);
  return isDirect ? undefined : "proxy";
}

/** Empty for what is no address of a page, as the origin "null". A proxy that writes a Host of its own leaves these headers. */
const hostOf = (page: string) => (URL.canParse(page) ? new URL(page).host : "");

/** The header that a proxy adds to a request. A client may add one too, which only makes it a stranger. */
const isOfProxy = (header: string) => /^(forwarded|via|x-real-ip|x-forwarded-.+)$/.test(header);

export function isThisMachine(ip: string, own = ownAddresses()): boolean {
  return own.has(ip) || isLoopback(ip);
}

/** Not of a name that begins like one: its owner decides where it leads. */
export function isLoopback(ip: string): boolean {
  return ip === "::1" || (isIPv4(ip) && ip.startsWith("127."));
}

/** Without the port that some proxies add. */
function lastOf(forwarded: string | string[]): string {
  const entry = [forwarded].flat().join(",").split(",").at(-1)?.trim() ?? "";
  return entry.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");
}

/** Without the zone of a link-local address, and without the prefix of an IPv4 address in IPv6's notation. */
function plain(address: string): string {
  return address.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");
}

/** The first four groups. */
function network(address: string): string {
  const [head, tail] = address.toLowerCase().split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - after.length)).fill("0");
  const first = [...groups, ...zeros, ...after].slice(0, 4);
  return `${first.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}

export const ownAddresses: () => ReadonlySet<string> = lastKnown(() => {
  const entries = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  return new Set(entries.map(({ address }) => plain(address)));
}, new Set());
