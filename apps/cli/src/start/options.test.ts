import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultDataDir } from "@honest-majority/datasets/dataDir";
import { isUserError, RUN_SETTINGS, RunConfig, settingRegistry } from "@honest-majority/protocol";
import { encodings } from "@honest-majority/testing/encodings";
import type { Command } from "commander";
import { afterAll, describe, expect, test } from "vitest";
import { newCommand } from "../commandLine";
import { flagsOf } from "../commandLine.cases";
import { cloneInstallation } from "../installation";
import { startOptions } from "./options";
import { defineStart } from "./start";

const folder = mkdtempSync(join(tmpdir(), "options-"));
afterAll(() => rmSync(folder, { recursive: true }));

const define = (command: Command) => defineStart(command, cloneInstallation());
const options = async (...args: string[]) => startOptions(await flagsOf(define, args));
const complaint = async (...args: string[]) => {
  const error = await options(...args).catch((caught: unknown) => caught);
  return isUserError(error, "usage") ? error.message : "";
};
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function file(text: string | Uint8Array): string {
  const path = join(folder, "run.json");
  writeFileSync(path, text);
  return path;
}

/** Values other than the defaults. Missing settings keep their defaults. */
const EVERY_SETTING = {
  seed: 7,
  seeds: { split: 1, initial: 2, batches: 3, attacks: 0 },
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
  turns: "5:3:foe,9:0",
  batchSize: 64,
  localSteps: 2,
  learningRate: 0.05,
  privacy: { clip: 1, noise: 0.01 },
  schedule: "cosine",
  rounds: 50,
  budget: 64_000, // 10 honest workers with two batches of 64 each: 50 rounds
  evaluateEvery: 10,
  roundDeadlineMs: 2000,
  quorum: 5,
  codec: "float16",
  networkMbit: 50,
  validation: 0.2,
};

describe("startOptions", () => {
  test("defaults to both ports, every interface, an open browser and no run settings", async () => {
    expect(await options()).toEqual({
      port: 8080,
      host: "0.0.0.0",
      httpsPort: 8443,
      dataDir: defaultDataDir(process.env),
      records: "records",
      keys: undefined,
      keepDays: 120,
      rooms: [],
      config: undefined,
      autostart: false,
      open: true,
      seatsPerAddress: 16,
      trustProxy: false,
      publicUrl: undefined,
      joinAddress: undefined,
      allowOrigins: [],
      printKey: false,
      aggregateOn: "auto",
      plugins: [],
    });
  });

  test("sets an option from each flag", async () => {
    const flags = [
      "--port",
      "0",
      "--https-port=9443",
      "--host",
      "127.0.0.1",
      "--data-dir",
      "d",
      "--records=r",
      "--keys=k",
      "--keep-days=7",
    ];
    const more = ["--room", "krum-42,mean-7", "--aggregate-on", "simd", "--autostart", "--no-open"];
    const limits = ["--seats-per-address", "40", "--trust-proxy", "--print-key"];
    const sites = ["--public-url", "https://Class.example:443/", "--allow-origin", "http://a.example:81"];
    const other = ["--allow-origin=https://b.example", "--join-address", "Wi-Fi"];
    expect(await options(...flags, ...more, ...limits, ...sites, ...other)).toEqual({
      port: 0,
      host: "127.0.0.1",
      httpsPort: 9443,
      dataDir: "d",
      records: "r",
      keys: "k",
      keepDays: 7,
      rooms: ["KRUM-42", "MEAN-7"],
      config: undefined,
      autostart: true,
      open: false,
      seatsPerAddress: 40,
      trustProxy: true,
      publicUrl: "https://class.example",
      joinAddress: "Wi-Fi",
      allowOrigins: ["http://a.example:81", "https://b.example"],
      printKey: true,
      aggregateOn: "simd",
      plugins: [],
    });
  });

  test.each([
    [["--rouns", "5"], "unknown flag --rouns (did you mean --rounds?); --help lists the known ones"],
    [["classroom"], "test: expected no argument, got 1: classroom; values belong to flags"],
    [
      ["--public-url", "https://x.example/fl"],
      "--public-url https://x.example/fl: must be an address without a path, such as https://class.example",
    ],
    [
      ["--allow-origin", "x.example"],
      "--allow-origin x.example: must be an address without a path, such as https://class.example",
    ],
    [["--room"], "--room must have a value, got none"],
    [["--room", "--autostart"], "--room must have a value, got --autostart"],
    [["--port", "80800"], '--port must be an integer from 0 to 65535, got "80800"'],
    [["--port", "http"], '--port must be an integer from 0 to 65535, got "http"'],
    [["--https-port="], '--https-port must be an integer from 0 to 65535, got ""'],
    [["--seats-per-address", "0"], '--seats-per-address must be an integer from 1 to 256, got "0"'],
    [["--host="], "--host must not be empty"],
    [["--room", "no such"], /^--room no such: must be 2 to 12 letters or digits/],
    [["--room", "KRUM-1,../x"], /^--room ..\/x: must be 2 to 12 letters or digits/],
    [["--room", "krum-1,KRUM-1"], "--room krum-1,KRUM-1: must not name a room twice"],
    [["--aggregate-on", "abacus"], '--aggregate-on must be auto, simd or gpu, got "abacus"'],
    [["--rounds", "many"], /^the run's settings: rounds: .*expected number/],
    [["--model", "gpt"], /^the run's settings: model: .*"lenet5"/],
    [["--arms", "mean,mean"], /^the run's settings: arms: labels must differ, "Mean" occurs twice/],
    [["--momentum", "1"], /^the run's settings: algorithm\.momentum: /],
    // a shell that ignores single quotes turns '{"kind":"alie"}' into this
    [
      ["--attack", "{kind:alie}"],
      '--attack {kind:alie}: must be JSON: line 1, column 2: expected a name in "double quotes" or }',
    ],
  ])("rejects %j with one sentence", async (args, sentence) => {
    const said = await complaint(...args);
    if (typeof sentence === "string") expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
    expect(said).not.toContain("\n");
  });

  test("lists every flag and every run setting in the help", () => {
    const command = newCommand("start");
    define(command);
    const help = command.helpInformation();
    const own = [
      "seats-per-address",
      "trust-proxy",
      "port",
      "https-port",
      "host",
      "data-dir",
      "records",
      "room",
      "config",
      "aggregate-on",
    ];
    const settings = Object.keys(RUN_SETTINGS).map(kebab);
    for (const name of [...own, "autostart", "no-open", ...settings]) expect(help).toMatch(`  --${name} `);
    expect(help).not.toContain("--batchSize");
  });
});

describe("run settings on the command line", () => {
  test("are all available as flags, and a file gives the same config", async () => {
    const every = { ...RunConfig.parse({}), ...EVERY_SETTING };
    const expected = RunConfig.parse(every);
    const fields = Object.entries(settingRegistry).map(([name, setting]) => setting.in ?? name);
    expect(Object.keys(every).sort()).toEqual([...new Set(fields)].sort());
    const flags = Object.entries(every).flatMap(([field, value]) => [
      `--${kebab(field)}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    expect((await options(...flags)).config).toEqual(expected);
    expect((await options("--config", file(JSON.stringify(every)))).config).toEqual(expected);
  });

  test("may be abbreviated: a list of rules for arms, .3 for a number", async () => {
    const { config } = await options("--arms", "mean, krum", "--learning-rate", ".3", "--f", "2");
    expect(config?.arms.map(({ aggregator }) => aggregator.rule)).toEqual(["mean", "krum"]);
    expect(config).toMatchObject({ learningRate: 0.3, f: 2 });
  });

  test("override a budget in the file if they set rounds", async () => {
    const path = file('{"budget": 32000}');
    expect((await options("--config", path)).config?.rounds).toBe(125); // 8 workers, 32 each
    expect((await options("--config", path, "--rounds", "7")).config?.rounds).toBe(7);
  });

  test("override the same settings in the file and keep the others, also inside algorithm", async () => {
    const path = file('{"rounds": 9, "f": 2, "algorithm": {"momentum": 0.5, "normalized": true}}');
    expect((await options("--config", path, "--rounds", "50", "--momentum", "0")).config).toMatchObject({
      rounds: 50,
      f: 2,
      algorithm: { momentum: 0, normalized: true },
    });
    expect((await options("--normalized", "true")).config?.algorithm).toEqual({
      momentum: 0.9,
      normalized: true,
    });
  });

  test("give single streams a seed, and keep the others of the file", async () => {
    const path = file('{"seeds": {"split": 5, "initial": 6}}');
    const { config } = await options("--config", path, "--initial-seed", "7", "--attacks-seed", "8");
    expect(config?.seeds).toEqual({ split: 5, initial: 7, attacks: 8 });
    expect(config?.seed).toBe(1);
    expect(await complaint("--split-seed", "-1")).toMatch(/seeds\.split: Too small/);
  });

  test.each(encodings('{\n  "rounds": 3,\n  "model": "softmax"\n}\n'))(
    "are read from a file saved as $name",
    async ({ bytes }) => {
      expect((await options("--config", file(bytes))).config).toMatchObject({ rounds: 3, model: "softmax" });
    },
  );

  test("are rejected with the file's name if the file is missing, not JSON or not valid settings", async () => {
    expect(await complaint("--config", "nowhere.json")).toBe("--config nowhere.json: there is no such file");
    expect(await complaint("--config", folder)).toMatch(/cannot be read, EISDIR/);
    expect(await complaint("--config", file('{\n  "f": 1\n  "rounds": 5\n}'))).toMatch(
      /run\.json: must be JSON: line 3, column 3: expected a comma or }$/,
    );
    expect(await complaint("--config", file(Uint8Array.of(0x89, 0x50, 0, 1)))).toMatch(
      /run\.json: it is not text: it must be saved as UTF-8 or as UTF-16 with a byte order mark$/,
    );
    expect(await complaint("--config", file("[]"))).toMatch(/must hold one JSON object of settings$/);
    expect(await complaint("--config", file('{"f": -1}'))).toMatch(/run\.json: f: Too small/);
    expect(await complaint("--config", file('{"batch": 8}'))).toMatch(/Unrecognized key: "batch"/);
  });
});
