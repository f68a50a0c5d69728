import type { NetworkInterfaceInfo } from "node:os";
import { describe, expect, test } from "vitest";
import { certifiable, hostNames, lanAddresses, localName, reachableAt, urlHost } from "./addresses";

const at = (address: string, internal = false): NetworkInterfaceInfo[] => [
  { address, internal, family: "IPv4", netmask: "", mac: "", cidr: null },
];
const v6: NetworkInterfaceInfo[] = [
  { address: "fe80::1", internal: false, family: "IPv6", netmask: "", mac: "", cidr: null, scopeid: 2 },
];

describe("addresses", () => {
  test("lanAddresses lists Wi-Fi before containers, virtual machines and tunnels", () => {
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

  test("lanAddresses leaves out loopback, self-assigned and IPv6 addresses", () => {
    expect(lanAddresses({ lo: at("127.0.0.1", true), eth0: at("169.254.3.4"), eth1: v6 })).toEqual([]);
  });

  test("hostNames leaves out a name that a certificate cannot hold", () => {
    expect(hostNames("ada-laptop.local")).toEqual(["localhost", "ada-laptop.local"]);
    for (const name of ["", "localhost", "MY_PC", "zoë", "a b", ".x"]) {
      expect(hostNames(name)).toEqual(["localhost"]);
    }
  });

  test("reachableAt is empty on loopback and else the address or name; localName gives this machine's", () => {
    expect([reachableAt("127.0.0.1"), reachableAt("localhost"), reachableAt("::1")]).toEqual([[], [], []]);
    expect(reachableAt("ada-laptop")).toEqual(["ada-laptop"]);
    expect(localName("0.0.0.0")).toBe("localhost");
    expect(localName("192.168.1.20")).toBe("192.168.1.20");
  });

  test("certifiable separates names from addresses, and leaves out a name that a certificate cannot hold", () => {
    const { names, addresses } = certifiable(["192.168.1.20", "fd00::7", "ada-laptop", "MY_PC"]);
    expect(addresses).toEqual(["127.0.0.1", "192.168.1.20", "fd00::7"]);
    expect(names).toContain("localhost");
    expect(names).toContain("ada-laptop");
    expect(names).not.toContain("MY_PC");
  });

  test("urlHost puts an IPv6 address in brackets", () => {
    expect(new URL(`http://${urlHost("fd00::7")}:8080/`).port).toBe("8080");
    expect(urlHost("192.168.1.20")).toBe("192.168.1.20");
  });
});
