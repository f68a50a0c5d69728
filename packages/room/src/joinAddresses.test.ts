import type { JoinAddress } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { JoinAddresses } from "./joinAddresses";

const at = (host: string): JoinAddress => ({ reach: "network", host, url: `http://${host}/join/AB` });

describe("JoinAddresses", () => {
  test("shows the chosen address first, tells of the choice, and forgets it while its network is gone", () => {
    let found = [at("192.168.1.5"), at("10.5.0.2")];
    let changes = 0;
    const joins = new JoinAddresses(
      () => found,
      () => changes++,
    );
    const hosts = () => joins.list.map(({ host }) => host);
    expect(hosts()).toEqual(["192.168.1.5", "10.5.0.2"]);
    expect(joins.choose("10.5.0.2")).toEqual({ ok: true });
    expect([hosts(), changes]).toEqual([["10.5.0.2", "192.168.1.5"], 1]);
    found = [at("172.16.0.9")];
    expect(hosts()).toEqual(["172.16.0.9"]);
    expect(joins.choose("10.5.0.2")).toMatchObject({
      ok: false,
      detail: "10.5.0.2 is no address of the coordinator: it has 172.16.0.9",
    });
    expect(changes).toBe(1);
  });
});
