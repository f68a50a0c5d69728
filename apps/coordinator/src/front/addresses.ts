import { hostname, networkInterfaces } from "node:os";

/** Interfaces that no classroom is on: containers, virtual machines, tunnels. */
const VIRTUAL =
  /^(docker|podman|cni|br-|bridge|veth|vethernet|virbr|vmnet|vboxnet|vmware|utun|tun|tap|zt|tailscale|wg|awdl|llw|lo)/i;

/** IPv4 addresses at which others on the network reach this machine, the most likely first. */
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

/** Names for this machine that a certificate can carry; some systems allow others. */
export function hostNames(name = hostname()): string[] {
  return name === "localhost" || !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(name)
    ? ["localhost"]
    : ["localhost", name];
}
