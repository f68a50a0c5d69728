import "@honest-majority/testing";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stream } from "@honest-majority/random";
import { PRE_AGGREGATORS } from "@honest-majority/robust/facts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { flagsOf } from "../commandLine.cases";
import { aggregate, defineAggregate } from "./aggregate";
import { inChunks, npyFile } from "./input/npy.cases";

interface Answer {
  aggregate: Float32Array;
  rows: { kept: number; score?: number }[];
  rule: string;
  warnings: string[];
}
const run = async (line: string, input: object | Buffer) => {
  const flags = await flagsOf(defineAggregate, line.split(" "));
  const bytes = Buffer.isBuffer(input) ? input : Buffer.from(JSON.stringify(input));
  return (await aggregate(flags, inChunks(bytes))) as unknown as Answer;
};

const five = {
  updates: [
    [1, 2],
    [2, 1],
    [2, 3],
    [3, 1],
    [900, -700],
  ],
};

describe("aggregate", () => {
  test("runs Krum: returns the row with the lowest score, and every row's score", async () => {
    // m − f − 2 = 2 nearest; squared distances: 01: 2, 02: 2, 03: 5, 12: 4, 13: 1, 23: 5
    // scores 0: 2+2, 1: 1+2, 2: 2+4, 3: 1+5
    const { aggregate, rows, rule, warnings } = await run("--rule krum --f 1", five);
    expect(aggregate).toEqual(Float32Array.of(2, 1));
    expect(rows.map(({ kept }) => kept)).toEqual([0, 1, 0, 0, 0]);
    expect(rows.slice(0, 4).map(({ score }) => score)).toEqual([4, 3, 6, 6]);
    expect({ rule, warnings }).toEqual({ rule: "krum", warnings: [] });
  });

  test("reads a .npy matrix like the same rows in JSON", async () => {
    const file = npyFile({ descr: ">f8", shape: [5, 2], values: five.updates.flat() });
    expect(await run("--rule geometric-median --f 2", file)).toEqual(await run("--rule gm --f 2", five));
  });

  test("takes a rule's option as a flag, which overrides the same option in --options", async () => {
    // one step from 0: (1/1)·x·min(1, τ/‖x‖) with x = (3, 4)
    const one = { updates: [[3, 4]] };
    expect((await run("--rule cc --tau 1", one)).aggregate).toEqual(Float32Array.of(0.6, 0.8));
    expect((await run('--rule cc --options {"tau":2,"iterations":2}', one)).aggregate).toEqual(
      Float32Array.of(2.4, 3.2),
    );
    expect((await run('--rule cc --tau 1 --options {"tau":2}', one)).aggregate).toEqual(
      Float32Array.of(0.6, 0.8),
    );
  });

  test("uses the rule's own f from --options instead of --f", async () => {
    // f = 2 drops the 2 smallest and 2 largest of each column and keeps the middle value; f = 1 keeps three
    const own = await run('--rule tm --f 1 --options {"f":2}', five);
    expect(own.aggregate).toEqual(Float32Array.of(2, 1));
  });

  test("starts a rule that needs the previous aggregate from `previous`", async () => {
    // the one row (3, 4) is 3 away from (0, 4): one step of length 1
    const input = { updates: [[3, 4]], previous: [0, 4] };
    expect((await run("--rule centeredClip --tau 1", input)).aggregate).toEqual(Float32Array.of(1, 4));
  });

  test("applies pre-aggregators in the order of the list; a value follows a colon", async () => {
    // clipped to length 1, (3, 4) is (0.6, 0.8) and (0, −2) is (0, −1); their bucket of two is the mean (0.3, −0.1)
    const two = {
      updates: [
        [3, 4],
        [0, -2],
      ],
    };
    expect((await run("--rule mean --pre clipping:1,bucketing:2", two)).aggregate).toBeAllClose([0.3, -0.1]);
    // the mean (1.5, 1) of the bucket has length √3.25 = 1.803; clipping follows and shortens it to 1
    const { aggregate } = await run("--rule mean --pre bucketing,clipping:1", two);
    expect(aggregate).toBeAllClose([1.5 / Math.sqrt(3.25), 1 / Math.sqrt(3.25)]);
  });

  test("accepts a JSON array of pre-aggregators with all their options", async () => {
    // the buckets are rows 4 and 2, rows 0 and 1, and row 3: the median of their means (451, −348.5), (1.5, 1.5), (3, 1)
    const permutation = '--pre [{"kind":"bucketing","s":2,"permutation":[4,2,0,1,3]}]';
    expect((await run(`--rule cm ${permutation}`, five)).aggregate).toEqual(Float32Array.of(3, 1));
  });

  test("warns if the pre-aggregators leave too few rows", async () => {
    const { warnings } = await run("--rule cm --f 1 --pre bucketing:3", five);
    expect(warnings).toEqual(["Coordinate median with f = 1 needs 3 updates, bucketing leaves 2 of 5"]);
  });

  test("gives the same aggregate with both passes", async () => {
    const plain = await run("--rule bulyan --pre clipping:700 --f 1 --passes plain", five);
    const chosen = await run("--rule bulyan --pre clipping:700 --f 1", five);
    expect(chosen.aggregate).toBeAllClose([...plain.aggregate]);
    expect(chosen.warnings).toEqual(plain.warnings);
  });

  test("warns about unread keys and too few workers", async () => {
    const { warnings } = await run("--rule coordinateMedian --f 3", { ...five, note: 1 });
    expect(warnings).toEqual([
      '"note" in the input was not read',
      "Coordinate median with f = 3 needs 7 workers, 5 are here",
    ]);
  });

  test.each([
    ["--f 1", "--rule must be given: mean, coordinateMedian,"],
    ["--rule kurm", "--rule must be one of mean, coordinateMedian"],
    ["--rule krum --f 5", "krum: m must be > f, got m = 5, f = 5"],
    ["--rule trimmedMean --f 3", "trimmedMean: m must be > 2f, got m = 5, f = 3"],
    ["--rule krum --f -1", '--f must be an integer >= 0, got "-1"'],
    ["--rule krum --tau 1", "krum must not be given tau, its options are f, neighbours"],
    ["--rule mean --tau 1", "mean must not be given tau, its options are none"],
    ["--rule cc --tau 0", "centeredClip: tau: Too small: expected number to be >0, got 0"],
    ["--rule cc --tau far", 'centeredClip: tau: Invalid input: expected number, received string, got "far"'],
    ['--rule cc --options {"tau":', "--options must be a JSON object"],
    ["--rule cc --options [1]", "--options must be a JSON object"],
    ["--rule mean --pre no-such", `--pre must be one of ${Object.keys(PRE_AGGREGATORS).join(", ")}; got`],
    ["--rule mean --pre nnm,bucketing:0", "--pre, number 2: s: "],
    ["--rule mean --pre bucketing:2:junk", 'received string, got "2:junk"'],
    ["--rule brsgd --threshold foo", 'brsgd: threshold: must be "auto" or a number > 0, got "foo"'],
    ["--rule mean --pre [1]", "--pre, number 1: "],
    ['--rule mean --pre [{"kind":', "--pre must be a list or a JSON array"],
    [
      '--rule mean --pre [{"kind":"bucketing","permutation":[1]}]',
      "bucketing: permutation must hold each of 0 … 4",
    ],
    ["--rule mean --passes slow", "--passes must be simd or plain"],
    ["--rule mean --seed x", '--seed must be an integer >= 0, got "x"'],
  ])("rejects %s", async (line, message) => {
    await expect(run(line, five)).rejects.toThrow(message);
  });
});

describe("aggregate of a .npy file", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "aggregate-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const [m, d] = [7, 90];
  const random = stream(11);
  const rows = Array.from({ length: m }, () => Array.from({ length: d }, () => Math.fround(random.normal())));
  const inRows = rows.flat();
  const inColumns = Array.from({ length: m * d }, (_, at) => rows[at % m][Math.floor(at / m)]);
  const fromFile = async (line: string, file: Buffer, wholeBytes?: number) => {
    const path = join(folder, "updates.npy");
    await writeFile(path, file);
    const flags = await flagsOf(defineAggregate, [...line.split(" "), "--in", path]);
    return (await aggregate(flags, inChunks(Buffer.of()), wholeBytes)) as unknown as Answer;
  };

  test.each([
    ["float32", { descr: "<f4", values: inRows }],
    ["big-endian float32", { descr: ">f4", values: inRows }],
    ["float64", { descr: "<f8", values: inRows }],
    ["float32 in Fortran order", { descr: "<f4", values: inColumns, fortranOrder: true }],
  ])("%s: slices of 22 columns give the answer of the whole", async (_, layout) => {
    const file = npyFile({ ...layout, shape: [m, d] });
    for (const line of ["--rule krum --f 2", "--rule median --pre nnm --f 2", "--rule gm --f 2"]) {
      const whole = await run(line, { updates: rows });
      const sliced = await fromFile(line, file, 2 * 22 * 4 * m);
      expect(sliced.aggregate).toBeAllClose([...whole.aggregate], { rtol: 1e-6, atol: 1e-7 });
      expect(sliced.rows.map(({ kept }) => kept)).toBeAllClose(
        whole.rows.map(({ kept }) => kept),
        { rtol: 1e-6, atol: 1e-9 },
      );
      expect(await fromFile(line, file)).toEqual(whole);
    }
  });

  test("rejects values that are not finite, with their place, and a file of another length", async () => {
    const file = npyFile({ descr: "<f4", shape: [m, d], values: inRows.with(2 * d + 70, Number.NaN) });
    await expect(fromFile("--rule mean", file, 2 * 22 * 4 * m)).rejects.toThrow(
      "row 2, column 70 must be a finite number, got NaN",
    );
    const columns = npyFile({
      descr: "<f4",
      shape: [m, d],
      values: inColumns.with(70 * m + 2, Number.NaN),
      fortranOrder: true,
    });
    await expect(fromFile("--rule mean", columns, 2 * 22 * 4 * m)).rejects.toThrow(
      "row 2, column 70 must be",
    );
    const whole = npyFile({ descr: "<f4", shape: [m, d], values: inRows });
    await expect(fromFile("--rule mean", whole.subarray(0, -4))).rejects.toThrow(
      "the .npy file must hold 7 × 90 values, it ends after 629",
    );
    await expect(fromFile("--rule mean", Buffer.concat([whole, Buffer.of(1)]))).rejects.toThrow(
      "the .npy file must end after its 7 × 90 values, it continues",
    );
  });

  test("reads JSON from --in as from standard input, which openNpyFile leaves alone", async () => {
    const path = join(folder, "five.json");
    await writeFile(path, JSON.stringify(five));
    const flags = await flagsOf(defineAggregate, ["--rule", "krum", "--f", "1", "--in", path]);
    const { aggregate: found } = (await aggregate(
      flags,
      inChunks(Buffer.from(JSON.stringify(five))),
    )) as unknown as Answer;
    expect(found).toEqual(Float32Array.of(2, 1));
  });
});
