/**
 * Measures the program that `npm run pack:program` made: its size, and the time from the start of its process to the
 * first answer with the page. PROGRAM_NODE names another Node to run it.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const dist = join(import.meta.dirname, "../../dist");
const node = process.env.PROGRAM_NODE ?? process.execPath;
const STARTS = 5;

const tarball = readdirSync(dist).find((name) => /^honest-majority-\d.*\.tgz$/.test(name));
if (tarball === undefined) throw new Error("there is no tarball in dist: npm run pack:program makes it");
const unpacked = readdirSync(join(dist, "program"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
const total = unpacked.reduce((sum, bytes) => sum + bytes, 0);
console.log(
  `tarball ${megabytes(statSync(join(dist, tarball)).size)}, ${unpacked.length} files of ${megabytes(total)}`,
);

const seconds: number[] = [];
for (let i = 0; i < STARTS; i++) seconds.push(await firstPage());
console.log(`first page after ${seconds.map((value) => value.toFixed(2)).join(", ")} s on ${node}`);

async function firstPage(): Promise<number> {
  const port = await freePort();
  const records = mkdtempSync(join(tmpdir(), "measure-"));
  const flags = ["--no-open", "--port", String(port), "--https-port", "0", "--records", records];
  const started = performance.now();
  const child = spawn(node, [join(dist, "program/program/main.js"), "start", ...flags], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while ((await statusOf(`http://127.0.0.1:${port}/`)) !== 200) {
    if (child.exitCode !== null) throw new Error(`start ended with exit code ${child.exitCode}`);
    await sleep(10);
  }
  const took = (performance.now() - started) / 1000;
  child.kill();
  await ended;
  rmSync(records, { recursive: true });
  return took;
}

async function statusOf(url: string): Promise<number | undefined> {
  return fetch(url).then(
    ({ status }) => status,
    () => undefined, // not listening yet
  );
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
