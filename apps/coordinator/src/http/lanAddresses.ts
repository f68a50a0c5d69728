/** Which of this machine's addresses a class reaches it at: networks of cable and Wi-Fi before tunnels and virtual machines. */
import { readFileSync } from "node:fs";
import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";
import { lastKnown } from "../lastKnown";

export interface LanAddress {
  address: string;
  /** The interface's name, such as Wi-Fi or en0; undefined for an address or name that is none of this machine's. */
  network?: string;
}

/** Wi-Fi and cable, as Linux, macOS and Windows name them. */
const CABLE_OR_WIFI =
  /^(wi-?fi|wireless|wlan|wl[opsx]\d|wlx|ath\d|ra\d|ethernet|eth\d|en\d|en[opsx]|em\d|lan\b|local area connection)/i;

/** Containers, virtual machines and tunnels: by the beginning of the name, or by a product's name in it. */
const VIRTUAL =
  /^(docker|podman|cni|flannel|cali|lxc|lxd|br-|bridge|veth|vethernet|virbr|vmnet|vnic|vboxnet|utun|tun|tap|ppp|ipsec|zt|wg|nord|awdl|llw|anpi|lo\d*$)/i;
const PRODUCTS =
  /kernel debugger|vpn|virtual|vmware|hyper-v|wsl|wireguard|tailscale|zerotier|hamachi|nordlynx|mullvad|windscribe|warp|anyconnect|fortinet|globalprotect|zscaler|loopback|bluetooth/i;

/** The first bytes of the hardware addresses of VirtualBox' host-only network, VMware, Hyper-V, Docker and TAP on Windows. */
const VIRTUAL_HARDWARE = /^(0a:00:27|00:50:56|00:15:5d|02:42|00:ff)/i;

/** Windows' adapters of a hotspot and of Wi-Fi Direct, in every language: LAN-Verbindung* 3. */
const OWN_HOTSPOT = /\* ?\d+$/;

/** A network of one address has no neighbours: the end of a tunnel. */
const ONE_ADDRESS = "255.255.255.255";

type Interfaces = Readonly<Record<string, NetworkInterfaceInfo[] | undefined>>;

/**
 * IPv4 addresses at which other machines on the network may reach this one, the most likely first. `defaultRoutes`: the
 * interfaces that lead to the internet. A tunnel that takes all traffic is among them, so its name counts before.
 */
export function lanAddresses(
  interfaces: Interfaces = interfacesOfThisMachine(),
  defaultRoutes: readonly string[] = routesOfThisMachine(),
): LanAddress[] {
  const found = Object.entries(interfaces).flatMap(([network, entries = []]) =>
    entries.filter(isCandidate).map((entry) => {
      const { address } = entry;
      const doubts = [
        isVirtual(network, entry),
        !defaultRoutes.includes(network),
        !CABLE_OR_WIFI.test(network),
      ];
      return { address, network, doubt: doubts.reduce((sum, doubt) => 2 * sum + Number(doubt), 0) };
    }),
  );
  return found.sort((a, b) => a.doubt - b.doubt).map(({ address, network }) => ({ address, network }));
}

function isCandidate({ family, internal, address }: NetworkInterfaceInfo): boolean {
  return family === "IPv4" && !internal && !address.startsWith("169.254.");
}

function isVirtual(name: string, { mac, netmask }: Partial<NetworkInterfaceInfo>): boolean {
  const marks = [
    ...[VIRTUAL, PRODUCTS, OWN_HOTSPOT].map((pattern) => pattern.test(name)),
    VIRTUAL_HARDWARE.test(mac ?? ""),
  ];
  return netmask === ONE_ADDRESS || marks.includes(true);
}

/** The interfaces of the default routes in Linux' table /proc/net/route, the preferred first. */
export function defaultRoutesIn(table: string): string[] {
  const rows = table.split("\n").map((line) => line.trim().split(/\s+/));
  return rows
    .filter(([, destination, , , , , , mask]) => destination === "00000000" && mask === "00000000")
    .sort((a, b) => Number(a[6]) - Number(b[6]))
    .map(([name]) => name);
}

const interfacesOfThisMachine = lastKnown<Interfaces>(networkInterfaces, {});

/** None where the system keeps no such table: names decide there. */
const routesOfThisMachine = lastKnown(() => defaultRoutesIn(readFileSync("/proc/net/route", "utf8")), []);

/** Puts first what the teacher chose: an address, or a network by its name. The order stays if it is not here (any more). */
export function chosenFirst(found: readonly LanAddress[], chosen: string | undefined): readonly LanAddress[] {
  const [first] = chosen === undefined ? [] : matching(found, chosen);
  return first === undefined ? found : [first, ...found.filter((one) => one !== first)];
}

export function matching(found: readonly LanAddress[], chosen: string): LanAddress[] {
  const isChosen = (text: string | undefined) => text?.toLowerCase() === chosen.toLowerCase();
  return found.filter(({ address, network }) => isChosen(address) || isChosen(network));
}

/** "192.168.1.5 (Wi-Fi)" */
export function describeAddress({ address, network }: LanAddress): string {
  return network === undefined ? address : `${address} (${network})`;
}
