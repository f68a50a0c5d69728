import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CoordinatorOptions, type CoordinatorProcess, launchCoordinator } from "./launch";

// A stand-in for the coordinator: it prints the same lines and keeps a file in its records folder.
const STAND_IN = `
import { createServer } from "node:http";
import { appendFileSync, readFileSync } from "node:fs";
const given = (name) => process.argv.flatMap((arg, at) => (arg === name ? [process.argv[at + 1]] : []));
const flag = (name) => {
  const [value, ...more] = given(name);
  if (more.length > 0) { console.error(name + " must be given once"); process.exit(2); }
  return value;
};
const log = flag("--records") + "/starts";
appendFileSync(log, "x");
const starts = readFileSync(log, "utf8").length;
const config = JSON.parse(readFileSync(flag("--config"), "utf8"));
if (process.argv.includes("--broken")) { console.error("no such data set"); process.exit(2); }
if (process.argv.includes("--deaf")) process.on("SIGTERM", () => {});
const server = createServer((_, answer) => answer.end(JSON.stringify({ starts, config })));
server.listen(Number(flag("--port")), "localhost", () => {
  const { port } = server.address();
  console.log("Dashboard: http://localhost:" + port + "/#token=secret" + starts);
  if (!process.argv.includes("--mute"))
    console.log("ready " + JSON.stringify({ port, httpsPort: 0, room: "KRUM-42", token: "secret" + starts }));
});
`;

let folder: string;
const started: CoordinatorProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stand-in-"));
  await writeFile(join(folder, "main.mjs"), STAND_IN);
});
afterEach(async () => {
  for (const coordinator of started.splice(0)) await coordinator.stop();
  await rm(folder, { recursive: true });
});

async function start(options: CoordinatorOptions = {}): Promise<CoordinatorProcess> {
  const coordinator = await launchCoordinator({ main: join(folder, "main.mjs"), ...options });
  started.push(coordinator);
  return coordinator;
}

async function ask({ url }: CoordinatorProcess): Promise<unknown> {
  return (await fetch(url)).json();
}

describe("launchCoordinator", () => {
  test("resolves on the ready line with the ports, room, token and URLs", async () => {
    const coordinator = await start({ config: { seed: 7 } });
    const { port } = coordinator;
    expect(port).toBeGreaterThan(0);
    expect(coordinator).toMatchObject({ room: "KRUM-42", token: "secret1" });
    expect(coordinator.dashboardUrl).toBe(`http://localhost:${port}/#token=secret1`);
    expect(coordinator.joinUrl).toBe(`http://localhost:${port}/join/KRUM-42`);
    expect(await ask(coordinator)).toEqual({ starts: 1, config: { seed: 7 } });
  });

  test("a flag of the caller takes the place of its own", async () => {
    const config = join(folder, "mine.json");
    await writeFile(config, '{"seed":9}');
    const args = ["--config", config, "--records", folder];
    expect(await ask(await start({ args }))).toEqual({ starts: 1, config: { seed: 9 } });
    expect(existsSync(join(folder, "starts"))).toBe(true);
  });

  test("restart after a kill keeps the port and the records", async () => {
    const coordinator = await start();
    const { port } = coordinator;
    await coordinator.kill("SIGKILL");
    await expect(ask(coordinator)).rejects.toThrow();
    await coordinator.restart();
    expect(coordinator).toMatchObject({ port, token: "secret2" });
    expect(await ask(coordinator)).toEqual({ starts: 2, config: {} });
  });

  test("stop ends the process and removes its folder", async () => {
    const coordinator = await start();
    expect(existsSync(coordinator.records)).toBe(true);
    await coordinator.stop();
    expect(existsSync(coordinator.records)).toBe(false);
    await expect(ask(coordinator)).rejects.toThrow();
  });

  test("rejects with the output when the process ends before it is ready", async () => {
    await expect(start({ args: ["--broken"] })).rejects.toThrow(/exit code 2.*\n.*no such data set/);
  });

  test("rejects with the output when the ready line does not come in time", async () => {
    await expect(start({ args: ["--mute"], readyWithinMs: 4000 })).rejects.toThrow(
      /not ready within 4000 ms.*\n.*Dashboard/,
    );
  });

  test("kill ends a process that ignores SIGTERM, and rejects", async () => {
    const coordinator = await start({ args: ["--deaf"], stopWithinMs: 300 });
    await expect(coordinator.kill("SIGTERM")).rejects.toThrow("did not end within 300 ms of SIGTERM");
    await expect(ask(coordinator)).rejects.toThrow();
  });
});
