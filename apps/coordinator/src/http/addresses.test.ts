import { describe, expect, test } from "vitest";
import { certifiable, hostNames, localName, reachableAt, urlHost } from "./addresses";

describe("addresses", () => {
  test("hostNames leaves out a name that a certificate cannot hold", () => {
    expect(hostNames("ada-laptop.local")).toEqual(["localhost", "ada-laptop.local"]);
    for (const name of ["", "localhost", "MY_PC", "zoë", "a b", ".x"]) {
      expect(hostNames(name)).toEqual(["localhost"]);
    }
  });

  test("reachableAt is empty on loopback and else the address or name; localName gives this machine's", () => {
    expect([reachableAt("127.0.0.1"), reachableAt("localhost"), reachableAt("::1")]).toEqual([[], [], []]);
    expect(reachableAt("ada-laptop")).toEqual([{ address: "ada-laptop" }]);
    expect(reachableAt("127.example")).toEqual([{ address: "127.example" }]);
    expect([localName("0.0.0.0"), localName("127.8.8.8")]).toEqual(["localhost", "localhost"]);
    expect(localName("192.168.1.20")).toBe("192.168.1.20");
  });

  test("certifiable separates names from addresses, and leaves out a name that a certificate cannot hold", () => {
    const { names, addresses } = certifiable(
      ["192.168.1.20", "fd00::7", "ada-laptop", "MY_PC"].map((address) => ({ address })),
    );
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
