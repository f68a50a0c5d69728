import { describe, expect, test } from "vitest";
import { callerAddress, isThisMachine } from "./callerAddress";

const own = new Set(["192.168.1.20", "fe80::1"]);
const isOwn = (ip: string) => isThisMachine(ip, own);
const address = (from: string, forwarded?: string, trustProxy = false) =>
  callerAddress(
    { address: from, headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded } },
    { trustProxy, isOwn },
  );

describe("callerAddress", () => {
  test("is the connection's address, in one notation", () => {
    expect(address("192.168.1.33")).toBe("192.168.1.33");
    expect(address("::ffff:192.168.1.33")).toBe("192.168.1.33");
  });

  test("is the /64 of an IPv6 address, however it is written", () => {
    expect(address("2001:db8:0:7::a")).toBe("2001:db8:0:7::/64");
    expect(address("2001:0DB8:0000:0007:ffff:1:2:3")).toBe("2001:db8:0:7::/64");
    expect(address("2001:db8::5")).toBe("2001:db8:0:0::/64");
    expect(address("fe80::99%wlan0")).toBe("fe80:0:0:0::/64");
  });

  test("is undefined for this machine: its loopback and its own addresses", () => {
    for (const mine of [
      "127.0.0.1",
      "127.8.8.8",
      "::1",
      "::ffff:127.0.0.1",
      "::ffff:192.168.1.20",
      "fe80::1%eth0",
    ]) {
      expect([mine, address(mine)]).toEqual([mine, undefined]);
    }
  });

  test("a forwarded address counts only where the proxy is trusted, and only the proxy's own entry", () => {
    expect(address("192.168.1.33", "10.0.0.7")).toBe("192.168.1.33");
    expect(address("127.0.0.1", "10.0.0.7")).toBe("proxy");
    expect(address("127.0.0.1", "127.0.0.1, 10.0.0.7", true)).toBe("10.0.0.7");
    expect(address("192.168.1.33", undefined, true)).toBe("192.168.1.33");
  });

  test("what a proxy on this machine passes on is one address, and not this machine's", () => {
    const isOwnHost = (host: string) => host === "localhost:8080";
    const asked = (headers: Record<string, string>, from = "127.0.0.1", trustProxy = false) =>
      callerAddress({ address: from, headers }, { trustProxy, isOwn, isOwnHost });
    const host = "localhost:8080";
    expect(asked({ host })).toBeUndefined();
    expect(asked({ host: "class.example" })).toBe("proxy");
    expect(asked({ host: "class.example" }, "192.168.1.20")).toBe("proxy");
    expect(asked({ host: "class.example" }, "192.168.1.33")).toBe("192.168.1.33");
    for (const header of ["forwarded", "via", "x-forwarded-for", "x-forwarded-proto", "x-real-ip"])
      expect([header, asked({ host, [header]: "127.0.0.1" })]).toEqual([header, "proxy"]);
    for (const header of ["origin", "referer"]) {
      expect([header, asked({ host, [header]: `http://${host}` })]).toEqual([header, undefined]);
      for (const page of ["https://class.example", "http://localhost:8080.example", "null", ""])
        expect([header, page, asked({ host, [header]: page })]).toEqual([header, page, "proxy"]);
    }
    expect(asked({ host, "x-forwarded-for": "127.0.0.1" }, "127.0.0.1", true)).toBe("proxy");
    expect(asked({ host, "x-forwarded-for": "10.0.0.7" }, "127.0.0.1", true)).toBe("10.0.0.7");
  });

  test("a forwarded text that is no address is never this machine's, and no address of its own", () => {
    for (const text of ["127.evil.example", "127.0.0.1.evil.example", "_hidden", "::1 x", "10.0.0.7,", ""])
      expect([text, address("127.0.0.1", text, true)]).toEqual([text, "unknown"]);
  });

  test("the port that a proxy adds to an address does not count", () => {
    expect(address("127.0.0.1", "10.0.0.7:50123", true)).toBe("10.0.0.7");
    expect(address("127.0.0.1", "[2001:db8:0:7::a]:50123", true)).toBe("2001:db8:0:7::/64");
  });
});
