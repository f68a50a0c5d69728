import { describe, expect, test } from "vitest";
import { roomUrls } from "./urls";

const found = [
  { address: "192.168.1.5", network: "Wi-Fi" },
  { address: "10.5.0.2", network: "NordLynx" },
];
const urls = (given: Partial<Parameters<typeof roomUrls>[0]> = {}) =>
  roomUrls({
    host: "0.0.0.0",
    port: 8080,
    httpsPort: 8443,
    pathTo: () => "/once",
    reachable: () => found,
    ...given,
  });
const hosts = (given?: Parameters<typeof urls>[0]) =>
  urls(given)
    .joins("KRUM-42")
    .map(({ host }) => host);

describe("roomUrls", () => {
  test("joins over http first, with the network's name and its https address, and this machine's own last", () => {
    const joins = urls().joins("KRUM-42");
    expect(joins[0]).toEqual({
      reach: "network",
      host: "192.168.1.5",
      network: "Wi-Fi",
      url: "http://192.168.1.5:8080/join/KRUM-42",
      secureUrl: "https://192.168.1.5:8443/join/KRUM-42",
    });
    expect(joins.at(-1)).toEqual({
      reach: "machine",
      host: "localhost",
      url: "http://localhost:8080/join/KRUM-42",
    });
    expect(hosts()).toEqual(["192.168.1.5", "10.5.0.2", "localhost"]);
    expect(
      urls({ reachable: () => [] })
        .joins("AB")
        .map(({ reach }) => reach),
    ).toEqual(["machine"]);
    expect(hosts({ host: "192.168.1.5", reachable: () => [{ address: "192.168.1.5" }] })).toEqual([
      "192.168.1.5",
    ]);
  });

  test("--join-address chooses by address or network; one that is not here ends the start with those that are", () => {
    expect(hosts({ joinAddress: "nordlynx" })[0]).toBe("10.5.0.2");
    expect(hosts({ joinAddress: "10.5.0.2" })[0]).toBe("10.5.0.2");
    expect(() => urls({ joinAddress: "eth7" })).toThrow(
      "--join-address eth7: must be an address or a network of this machine; it has 192.168.1.5 (Wi-Fi), 10.5.0.2 (NordLynx)",
    );
  });

  test("the network may change while the coordinator runs, also away from --join-address", () => {
    let now = found;
    const { joins } = urls({ joinAddress: "Wi-Fi", reachable: () => now });
    now = [{ address: "172.16.0.9", network: "Ethernet" }];
    expect(joins("AB").map(({ host }) => host)).toEqual(["172.16.0.9", "localhost"]);
  });

  test("behind a tunnel every address for others is the public one, and none of the network's is shown", () => {
    const behind = urls({ publicUrl: "https://class.example", joinAddress: "eth7" });
    expect(behind.joins("KRUM-42")).toEqual([
      { reach: "public", host: "class.example", url: "https://class.example/join/KRUM-42" },
    ]);
    expect(behind.dashboardUrl("KRUM-42", "t")).toBe("https://class.example/#token=t&room=KRUM-42");
    expect(behind.oneTimeUrl("KRUM-42", "t")).toBe("http://localhost:8080/once"); // opens this machine's own browser
  });
});
