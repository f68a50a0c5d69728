import { homedir, hostname, networkInterfaces, userInfo } from "node:os";
import { newReport, reportText } from "@honest-majority/report";
import { describe, expect, test } from "vitest";
import { machineFacts, ownNames } from "./machine";

describe("the report of this machine", () => {
  test("holds none of its names, folders and addresses, even if a backend's message does", () => {
    const addresses = Object.values(networkInterfaces()).flatMap((all = []) =>
      all.filter(({ internal }) => !internal).flatMap(({ address, mac }) => [address, mac]),
    );
    const secrets = [
      hostname(),
      userInfo().username,
      homedir(),
      process.cwd(),
      "/srv/Ada Lovelace/tf",
      ...addresses,
    ];
    const backends = secrets.map((secret) => ({
      name: "webgpu",
      start: {
        outcome: "failed" as const,
        detail: `error at ${secret}: ${secret}/x.so, file://${secret}/y.so`,
      },
      models: [],
      aggregation: [],
    }));
    const machine = {
      ...machineFacts(),
      cpu: `Processor of ${userInfo().username}`,
      backends: backends.slice(0, 20),
    };
    const names = ownNames({ USER: userInfo().username, HOME: "/srv/Ada Lovelace" });
    const text = reportText(newReport({ machine }), names);
    for (const secret of [...secrets, "Lovelace"]) {
      if (secret.length < 3) continue; // it identifies nobody
      const whole = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      expect(text).not.toMatch(new RegExp(`(?<![\\p{L}\\p{N}])${whole}(?![\\p{L}\\p{N}])`, "iu"));
    }
    expect(text).toContain("error at ");
  });

  test("says what kind of machine it is", () => {
    const { node, platform, cores, memoryGb, release } = machineFacts();
    expect([node, platform]).toEqual([process.version, process.platform]);
    expect(cores).toBeGreaterThan(0);
    expect(memoryGb).toBeGreaterThan(0);
    expect(release).toMatch(/^[\d.]+$/);
  });
});
