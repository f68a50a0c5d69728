import { isIP, isIPv6 } from "node:net";
import { hostname, networkInterfaces } from "node:os";

/** Interfaces that are not a classroom's network: containers, virtual machines, tunnels. */
const VIRTUAL =
  /^(docker|podman|cni|br-|bridge|veth|vethernet|virbr|vmnet|vboxnet|vmware|utun|tun|tap|zt|tailscale|wg|awdl|llw|lo)/i;

/** IPv4 addresses at which other machines on the network reach this one, the most likely first. */
export function lanAddresses(interfaces = networkInterfaces()): string[] {
  const found = Object.entries(interfaces).flatMap(([name, entries = []]) =>
    entries
      .filter(
        ({ family, internal, address }) => family === "IPv4" && !internal && !address.startsWith("169.254."),
      )
      .map(({ address }) => ({ address, virtual: VIRTUAL.test(name) })),
  );
  return [...found.filter(({ virtual }) => !virtual), ...found.filter(({ virtual }) => virtual)].map(
    ({ address }) => address,
  );
}

/** This machine's names, as far as a certificate can hold them. */
export function hostNames(name = hostname()): string[] {
  return name === "localhost" || !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(name)
    ? ["localhost"]
    : ["localhost", name];
}

/** The addresses at which other machines reach a coordinator on `host`: all of this machine's, or `host`; none on loopback. */
export function reachableAt(host: string): string[] {
  if (isEverywhere(host)) return lanAddresses();
  return isLoopback(host) ? [] : [host];
}

/** The name at which this machine reaches its own coordinator. */
export function localName(host: string): string {
  return isEverywhere(host) || isLoopback(host) ? "localhost" : host;
}

/** Puts an IPv6 address in brackets. */
export function urlHost(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}

/** The names and addresses for this machine's certificate, including `hosts`, which may be either. */
export function certifiable(hosts: readonly string[]): { names: string[]; addresses: string[] } {
  const named = hosts.filter((host) => isIP(host) === 0).flatMap((host) => hostNames(host));
  return {
    names: [...new Set([...hostNames(), ...named])],
    addresses: ["127.0.0.1", ...hosts.filter((host) => isIP(host) !== 0)],
  };
}

function isEverywhere(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
