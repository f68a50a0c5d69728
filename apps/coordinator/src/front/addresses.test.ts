import type { NetworkInterfaceInfo } from "node:os";
import { expect, test } from "vitest";
import { hostNames, lanAddresses } from "./addresses";

const at = (address: string, internal = false): NetworkInterfaceInfo[] => [
  { address, internal, family: "IPv4", netmask: "", mac: "", cidr: null },
];
const v6: NetworkInterfaceInfo[] = [
  { address: "fe80::1", internal: false, family: "IPv6", netmask: "", mac: "", cidr: null, scopeid: 2 },
];

test("Wi-Fi comes before containers, machines inside the machine and tunnels", () => {
  const found = lanAddresses({
    docker0: at("172.17.0.1"),
    "br-12ab": at("172.18.0.1"),
    "vEthernet (WSL)": at("172.30.0.1"),
    utun3: at("10.8.0.2"),
    wlan0: at("192.168.1.20"),
  });
  expect(found[0]).toBe("192.168.1.20");
  expect(found).toHaveLength(5);
});

test("loopback, self-assigned and IPv6 addresses are nothing for a board", () => {
  expect(lanAddresses({ lo: at("127.0.0.1", true), eth0: at("169.254.3.4"), eth1: v6 })).toEqual([]);
});

test("a machine's name is used only where a certificate can carry it", () => {
  expect(hostNames("ada-laptop.local")).toEqual(["localhost", "ada-laptop.local"]);
  for (const name of ["", "localhost", "MY_PC", "zoë", "a b", ".x"]) {
    expect(hostNames(name)).toEqual(["localhost"]);
  }
});
