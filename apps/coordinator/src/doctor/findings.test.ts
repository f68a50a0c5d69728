import { NPM_SCRIPTS } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { exitCode, type Facts, findings, report } from "./findings";
import { nodeIsSupported } from "./nodeVersion";

const healthy: Facts = {
  program: NPM_SCRIPTS,
  node: "v20.19.4",
  npm: "10.8.2",
  system: "linux 6.1 x64",
  cores: 8,
  memoryGb: 16,
  backend: { name: "webgpu", note: "tfjs-node-gpu and tfjs-node are not installed", adapter: "NVIDIA H100" },
  browser: "/usr/bin/chromium",
  ports: [
    { flag: "--port", port: 8080, state: "free" },
    { flag: "--https-port", port: 8443, state: "free" },
  ],
  addresses: ["192.168.1.7", "10.0.0.2"],
  datasets: [{ name: "glyphs" }],
  pagesBuilt: true,
  kernelsBuilt: true,
};
const about = (topic: string, facts: Partial<Facts>) =>
  findings({ ...healthy, ...facts }).filter((finding) => finding.topic === topic);

test("report says that npm start will work when nothing needed is missing", () => {
  const all = findings(healthy);
  expect(exitCode(all)).toBe(0);
  const lines = report(all, NPM_SCRIPTS).split("\n");
  expect(lines[0]).toBe("✓ Node         v20.19.4, npm 10.8.2");
  expect(lines).toContain("✓ Network      students reach this machine at 192.168.1.7, 10.0.0.2");
  expect(lines.at(-1)).toBe("npm start will work.");
});

test("exitCode depends only on what the default start needs", () => {
  const missing = [{ name: "mnist", missing: 'no file of mnist in data: run "npm run data -- mnist"' }];
  const bare = {
    browser: undefined,
    addresses: [],
    datasets: missing,
    pagesBuilt: false,
    kernelsBuilt: false,
  };
  expect(exitCode(findings({ ...healthy, ...bare }))).toBe(0);
  expect(exitCode(findings({ ...healthy, node: "v18.20.0" }))).toBe(1);
  const ports = [{ flag: "--port", port: 8080, state: "taken" as const }];
  expect(
    report(findings({ ...healthy, ports }), NPM_SCRIPTS)
      .split("\n")
      .at(-1),
  ).toBe("npm start will not work as it is.");
});

test("findings say what to do next about every problem", () => {
  const next = (topic: string, facts: Partial<Facts>) => about(topic, facts).map((finding) => finding.next);
  expect(next("Node", { node: "v22.3.0" })[0]).toMatch(/install Node 20\.19 or newer/);
  const missing = 'no file of mnist in data: run "npm run data -- mnist"';
  expect(next("Data set", { datasets: [{ name: "mnist", missing }] })).toEqual(["npm run data -- mnist"]);
  const recordsProblem = "/srv/records is a file, and a folder must be there";
  expect(next("Records", { recordsProblem })).toEqual([
    "change that, or choose other folders with --records and --keys",
  ]);
  expect(exitCode(findings({ ...healthy, recordsProblem }))).toBe(1);
  const states = ["free", "coordinator", "taken", "forbidden"] as const;
  const ports = states.map((state) => ({ flag: "--port", port: 80, state }));
  const other = "npm start -- --port 81";
  expect(next("Port", { ports })).toEqual([undefined, "use that one, or stop it", other, other]);
});

test("findings describe each GPU package: it computes, it fails, or the command that installs it", () => {
  const gpu = (name: string, note: string) =>
    about("GPU", { backend: { name, note } }).map(({ ok, says }) => [ok, says]);
  expect(gpu("webgpu", "tfjs-node-gpu does not start (it finds no GPU); tfjs-node is not installed")).toEqual(
    [
      [true, "webgpu computes"],
      [false, "tfjs-node-gpu does not start (it finds no GPU)"],
    ],
  );
  const none = about("GPU", {
    backend: { name: "wasm", note: "tfjs-node-gpu, tfjs-node and webgpu are not installed" },
  });
  expect(none.map(({ says }) => says)).toEqual([
    "webgpu is not installed, nor needed",
    "tfjs-node-gpu is not installed, nor needed",
  ]);
  expect(none[0].next).toMatch(/^npm install --no-save webgpu adds it; it needs a driver/);
  expect(gpu("tfjs-node-gpu", "")).toEqual([
    [true, "webgpu is not needed beside tfjs-node-gpu"],
    [true, "tfjs-node-gpu computes"],
  ]);
});

test("nodeIsSupported accepts exactly the versions of Node that package.json names", () => {
  const supported = ["v20.19.0", "v20.20.2", "v22.12.0", "v23.0.0", "v24.1.0"];
  const unsupported = ["v18.20.8", "v20.18.9", "v21.7.3", "v22.11.0"];
  expect([...supported, ...unsupported].map(nodeIsSupported)).toEqual([
    ...supported.map(() => true),
    ...unsupported.map(() => false),
  ]);
});

test("a low limit of open files is named, with how many connections it leaves and how to raise it", () => {
  expect(about("Files", { openFiles: 1_024 })).toEqual([
    {
      topic: "Files",
      ok: false,
      needed: false,
      says: "only 1024 may be open, so at most 672 connections of a class",
      next: "allow more before the start: ulimit -n 4096",
    },
  ]);
  expect(about("Files", { openFiles: 20_000 })).toMatchObject([{ ok: true, says: "20000 may be open" }]);
  expect(about("Files", {})).toMatchObject([{ ok: true, says: "any number may be open" }]);
});
