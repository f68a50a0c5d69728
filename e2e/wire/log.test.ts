/** A class whose log cannot be written goes on. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { REPOSITORY } from "../src/repository";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test.skipIf(process.platform !== "linux")(
  "start goes on when its output is on a full disk, nobody reads its errors and its terminal is closed",
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "log-"));
    // said on standard error
    await mkdir(join(folder, "MEAN-7"), { mode: 0o700 });
    await writeFile(join(folder, "MEAN-7", "room.json"), "{");
    const port = await freePort();
    const full = await open("/dev/full", "w");
    const flags = ["--port", `${port}`, "--https-port", "0", "--host", "127.0.0.1", "--room", "KRUM-42"];
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "apps/cli/src/main.ts", "start", ...flags, "--no-open", "--records", folder],
      { cwd: REPOSITORY, stdio: ["ignore", full.fd, "pipe"] },
    );
    child.stderr?.destroy();
    const ended = once(child, "exit");
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await full.close();
      for (const path of [folder, `${folder}-keys`]) await rm(path, { recursive: true, force: true });
    });

    const health = () => fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.json());
    const isUp = expect.objectContaining({ rooms: 1 });
    await Promise.race([
      expect.poll(() => health().catch(() => {}), { timeout: 50_000, interval: 100 }).toEqual(isUp),
      ended.then(([code]) => expect.fail(`start ended with ${code}`)),
    ]);
    child.kill("SIGHUP");
    expect(await health()).toEqual(isUp);
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  },
);
