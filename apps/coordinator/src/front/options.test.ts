import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunConfig } from "@honest-majority/protocol";
import { afterAll, expect, test } from "vitest";
import { parseOptions } from "./options";

const folder = mkdtempSync(join(tmpdir(), "options-"));
afterAll(() => rmSync(folder, { recursive: true }));

function options(...args: string[]) {
  const parsed = parseOptions(args);
  if (!("options" in parsed)) throw new Error("error" in parsed ? parsed.error : parsed.help);
  return parsed.options;
}
const complaint = (...args: string[]) => {
  const parsed = parseOptions(args);
  return parsed.ok ? "" : parsed.error;
};
function file(text: string): string {
  const path = join(folder, "run.json");
  writeFileSync(path, text);
  return path;
}

test("without a word: both ports, every interface, a browser, and no say in the run", () => {
  expect(options()).toEqual({
    port: 8080,
    host: "0.0.0.0",
    httpsPort: 8443,
    dataDir: "data",
    records: "records",
    rooms: [],
    config: undefined,
    autostart: false,
    open: true,
    aggregateOn: "auto",
  });
});

test("what aggregates can be told, and only what there is", () => {
  expect(options("--aggregate-on", "simd").aggregateOn).toBe("simd");
  expect(complaint("--aggregate-on", "abacus")).toMatch(/^--aggregate-on: .*"auto"\|"simd"\|"gpu"/);
});

test("each flag of the door does what it says", () => {
  const flags = ["--port", "0", "--https-port=9443", "--host", "127.0.0.1", "--data-dir", "d", "--records=r"];
  expect(options(...flags, "--room", "krum-42,mean-7", "--autostart", "--no-open")).toEqual({
    port: 0,
    host: "127.0.0.1",
    httpsPort: 9443,
    dataDir: "d",
    records: "r",
    rooms: ["KRUM-42", "MEAN-7"],
    config: undefined,
    autostart: true,
    open: false,
    aggregateOn: "auto",
  });
});

const EVERY_SETTING = {
  seed: 7,
  dataset: "mnist",
  model: "softmax",
  workers: 12,
  partition: { kind: "dirichlet", alpha: 0.1 },
  augment: false,
  algorithm: { momentum: 0.5, normalized: true },
  arms: ["mean", { aggregator: "krum", label: "K" }],
  f: 3,
  attack: { kind: "alie", z: 1.5 },
  attackers: 2,
  batchSize: 64,
  localSteps: 2,
  learningRate: 0.05,
  schedule: "cosine",
  rounds: 50,
  budget: 64_000, // 10 honest workers, two batches of 64 each: 50 rounds
  evaluateEvery: 10,
  roundDeadlineMs: 2000,
  quorum: 5,
};

test("every setting of a run is a flag, and the file says the same", () => {
  const expected = RunConfig.parse(EVERY_SETTING);
  expect(Object.keys(EVERY_SETTING).sort()).toEqual(Object.keys(RunConfig.shape).sort());
  const flags = Object.entries(EVERY_SETTING).flatMap(([field, value]) => [
    `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  expect(options(...flags).config).toEqual(expected);
  expect(options("--config", file(JSON.stringify(EVERY_SETTING))).config).toEqual(expected);
});

test("arms may be a list of rules, numbers may be short", () => {
  const { config } = options("--arms", "mean, krum", "--learning-rate", ".3", "--f", "2");
  expect(config?.arms.map(({ aggregator }) => aggregator.rule)).toEqual(["mean", "krum"]);
  expect(config).toMatchObject({ learningRate: 0.3, f: 2 });
});

test("rounds on the command line go before a budget in the file", () => {
  const path = file('{"budget": 32000}');
  expect(options("--config", path).config?.rounds).toBe(125); // 8 workers, 32 each
  expect(options("--config", path, "--rounds", "7").config?.rounds).toBe(7);
});

test("a flag wins over the file and leaves the rest of it, also inside algorithm", () => {
  const path = file('{"rounds": 9, "f": 2, "algorithm": {"momentum": 0.5, "normalized": true}}');
  expect(options("--config", path, "--rounds", "50", "--momentum", "0").config).toMatchObject({
    rounds: 50,
    f: 2,
    algorithm: { momentum: 0, normalized: true },
  });
  expect(options("--normalized", "true").config?.algorithm).toEqual({ momentum: 0.9, normalized: true });
});

test.each([
  [["--rouns", "5"], /^Unknown option '--rouns'; .*--help/],
  [["classroom"], /^Unexpected argument 'classroom'; /],
  [["--room"], /^Option '--room <value>' argument missing; /],
  [["--port", "80800"], /^--port: must be a whole number from 0 to 65535$/],
  [["--port", "http"], /^--port: must be a whole number from 0 to 65535$/],
  [["--https-port="], /^--https-port: must be a whole number from 0 to 65535$/],
  [["--host="], /^--host: Too small/],
  [["--room", "KRUM-1,../x"], /^--room\.1: must be 2 to 12 letters or digits/],
  [["--room", "krum-1,KRUM-1"], /^--room: must not name a room twice/],
  [["--rounds", "many"], /^the run's settings: rounds: .*expected number/],
  [["--model", "gpt"], /^the run's settings: model: .*"lenet5"/],
  [["--arms", "mean,mean"], /^the run's settings: arms: labels must differ, "mean" is there twice/],
  [["--momentum", "1"], /^the run's settings: algorithm\.momentum: /],
])("%j is answered with one sentence", (args, sentence) => {
  expect(complaint(...args)).toMatch(sentence);
  expect(complaint(...args)).not.toContain("\n");
});

test("a file that is missing, not JSON, not settings or wrong in a field says so by its name", () => {
  expect(complaint("--config", "nowhere.json")).toBe("--config nowhere.json: there is no such file");
  expect(complaint("--config", folder)).toMatch(/cannot be read, EISDIR/);
  expect(complaint("--config", file('{\n  "f": 1\n  "rounds": 5\n}'))).toMatch(
    /run\.json: must be JSON: line 3, column 3: a comma or } must come here$/,
  );
  expect(complaint("--config", file("[]"))).toMatch(/must hold one JSON object of settings$/);
  expect(complaint("--config", file('{"f": -1}'))).toMatch(/run\.json: f: Too small/);
  expect(complaint("--config", file('{"batch": 8}'))).toMatch(/Unrecognized key: "batch"/);
});

test("--help names every flag of the door", () => {
  const parsed = parseOptions(["--help"]);
  const help = "help" in parsed ? parsed.help : "";
  for (const name of [
    "port",
    "https-port",
    "host",
    "data-dir",
    "records",
    "room",
    "config",
    "autostart",
    "no-open",
  ])
    expect(help).toContain(`--${name}`);
});

test("a flag that begins as JSON and is none is told where it stops being that", () => {
  // what is left of '{"kind":"alie"}' where single quotes quote nothing
  expect(parseOptions(["--attack", "{kind:alie}"])).toEqual({
    ok: false,
    error: `--attack {kind:alie}: must be JSON: line 1, column 2: a name in "double quotes" or } must come here; npm start -- --help lists the options`,
  });
});
