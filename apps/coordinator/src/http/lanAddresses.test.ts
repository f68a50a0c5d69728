import type { NetworkInterfaceInfo } from "node:os";
import { describe, expect, test } from "vitest";
import { chosenFirst, defaultRoutesIn, lanAddresses } from "./lanAddresses";

const at = (address: string, more: Partial<NetworkInterfaceInfo> = {}): NetworkInterfaceInfo[] => [
  {
    address,
    internal: false,
    family: "IPv4",
    netmask: "255.255.255.0",
    mac: "3c:22:fb:00:00:01",
    cidr: null,
    ...more,
  } as NetworkInterfaceInfo,
];
const first = (interfaces: Record<string, NetworkInterfaceInfo[]>, routes: string[] = []) =>
  lanAddresses(interfaces, routes)[0].network;

describe("lanAddresses", () => {
  test.each<[string, string, Record<string, NetworkInterfaceInfo[]>, string[]?]>([
    [
      "Windows with NordLynx and WSL",
      "Wi-Fi",
      { NordLynx: at("10.5.0.2"), "vEthernet (WSL)": at("172.20.0.1"), "Wi-Fi": at("192.168.1.5") },
    ],
    [
      "Windows with VirtualBox, whose network has a name like a card's",
      "Ethernet",
      { "Ethernet 2": at("192.168.56.1", { mac: "0a:00:27:00:00:0d" }), Ethernet: at("10.0.3.7") },
    ],
    [
      "Windows with VMware and a VPN's adapter",
      "WLAN",
      {
        "VMware Network Adapter VMnet8": at("192.168.80.1"),
        "OpenVPN TAP-Windows6": at("10.8.0.6"),
        "Bluetooth Network Connection": at("192.168.44.2"),
        WLAN: at("192.168.178.20"),
      },
    ],
    [
      "an old Windows, whose names begin like a loopback's",
      "Local Area Connection",
      { Hamachi: at("25.1.2.3"), "Local Area Connection": at("192.168.0.4") },
    ],
    [
      "Windows with a hotspot of its own, Wi-Fi Direct and a debugger's adapter",
      "Wi-Fi",
      {
        "Ethernet (Kernel Debugger)": at("10.99.0.2"),
        "Local Area Connection* 10": at("192.168.137.1"),
        "LAN-Verbindung* 3": at("192.168.49.1"),
        "Wi-Fi": at("192.168.1.5"),
      },
    ],
    [
      "macOS with iCloud's and a VPN's tunnels",
      "en0",
      {
        utun3: at("10.8.0.2"),
        bridge100: at("192.168.64.1"),
        awdl0: at("169.254.9.9"),
        en0: at("10.20.1.9"),
      },
    ],
    [
      "Linux with containers",
      "wlp3s0",
      {
        docker0: at("172.17.0.1"),
        "br-12ab": at("172.18.0.1"),
        virbr0: at("192.168.122.1"),
        wlp3s0: at("192.168.1.20"),
      },
    ],
    [
      "Linux with two cards: the one that leads out",
      "wlan0",
      { eth0: at("192.168.77.1"), wlan0: at("192.168.1.20") },
      ["wlan0"],
    ],
    [
      "Linux with a tunnel that takes all traffic",
      "enp2s0",
      { tun0: at("10.8.0.2"), enp2s0: at("192.168.1.20") },
      ["tun0", "enp2s0"],
    ],
    [
      "a tunnel of an unknown name, which has no neighbours",
      "en1",
      { office: at("10.5.0.2", { netmask: "255.255.255.255" }), en1: at("192.168.1.20") },
      ["office"],
    ],
    ["an unknown name beside a card", "eth0", { mystery: at("10.1.1.1"), eth0: at("10.2.2.2") }],
    ["nothing but an unknown name", "mystery", { docker0: at("172.17.0.1"), mystery: at("10.1.1.1") }],
  ])("of %s, takes %s", (_, network, interfaces, routes) => {
    expect(first(interfaces, routes)).toBe(network);
    expect(lanAddresses(interfaces, routes).length).toBe(
      Object.values(interfaces).filter(([{ address }]) => !address.startsWith("169.254.")).length,
    );
  });

  test("leaves out loopback, self-assigned and IPv6 addresses", () => {
    const v6 = at("fe80::1", { family: "IPv6" });
    const lo = at("127.0.0.1", { internal: true });
    expect(lanAddresses({ lo, eth0: at("169.254.3.4"), eth1: v6 }, [])).toEqual([]);
  });

  test("defaultRoutesIn reads Linux' table: default routes alone, by their metric", () => {
    const table = [
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
      "tun0\t00000000\t0200080A\t0003\t0\t0\t0\t00000080\t0\t0\t0", // 0.0.0.0/1, half of the internet
      "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0",
      "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0",
      "eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0",
      "",
    ];
    expect(defaultRoutesIn(table.join("\n"))).toEqual(["eth0", "wlan0"]);
    expect(defaultRoutesIn("")).toEqual([]);
  });

  test("chosenFirst takes an address or a network's name, and keeps the order when it is gone", () => {
    const found = [
      { address: "192.168.1.5", network: "Wi-Fi" },
      { address: "10.0.0.2", network: "Ethernet" },
    ];
    const addresses = (chosen?: string) => chosenFirst(found, chosen).map(({ address }) => address);
    expect(addresses("10.0.0.2")).toEqual(["10.0.0.2", "192.168.1.5"]);
    expect(addresses("ethernet")).toEqual(["10.0.0.2", "192.168.1.5"]);
    expect(addresses("10.9.9.9")).toEqual(["192.168.1.5", "10.0.0.2"]);
    expect(addresses()).toEqual(["192.168.1.5", "10.0.0.2"]);
  });
});
