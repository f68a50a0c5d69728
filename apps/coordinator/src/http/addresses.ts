import { isIP, isIPv6 } from "node:net";
import { hostname } from "node:os";
import { isLoopback } from "../sockets/callerAddress";
import { type LanAddress, lanAddresses } from "./lanAddresses";

/** This machine's names, as far as a certificate can hold them. */
export function hostNames(name = hostname()): string[] {
  return name === "localhost" || !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(name)
    ? ["localhost"]
    : ["localhost", name];
}

/** The addresses at which other machines reach a coordinator on `host`: all of this machine's, or `host`; none on loopback. */
export function reachableAt(host: string): LanAddress[] {
  if (isOnlyHere(host)) return [];
  const found = lanAddresses();
  return isEverywhere(host) ? found : [found.find(({ address }) => address === host) ?? { address: host }];
}

/** The name at which this machine reaches its own coordinator. */
export function localName(host: string): string {
  return isEverywhere(host) || isOnlyHere(host) ? "localhost" : host;
}

/** Puts an IPv6 address in brackets. */
export function urlHost(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}

/** The names and addresses for this machine's certificate, including those at which others reach it, which may be either. */
export function certifiable(reachable: readonly LanAddress[]): { names: string[]; addresses: string[] } {
  const hosts = reachable.map(({ address }) => address);
  const named = hosts.filter((host) => isIP(host) === 0).flatMap((host) => hostNames(host));
  return {
    names: [...new Set([...hostNames(), ...named])],
    addresses: ["127.0.0.1", ...hosts.filter((host) => isIP(host) !== 0)],
  };
}

function isEverywhere(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function isOnlyHere(host: string): boolean {
  return host === "localhost" || isLoopback(host);
}
