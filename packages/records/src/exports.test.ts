import { RunConfig } from "@honest-majority/protocol";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { type ExportedFile, MODEL_EXPORTS, RECORD_EXPORTS, type RunModels } from "./exports";
import { eventFile } from "./tensorboard/eventFile";
import { recordScalars } from "./tensorboard/recordScalars";
import { arm, config, head, round } from "./testRecords";
import { tidyCsv } from "./tidyCsv";

const rounds = [
  round(0),
  round(7, { arms: [arm("mean", { evaluation: undefined, trainLoss: null })], stage: undefined }),
];
const record = { ...head, rounds };
const bytesOf = ({ pieces }: ExportedFile) => Buffer.concat([...pieces]);

describe("tidyCsv", () => {
  const [header, ...lines] = tidyCsv(record)
    .split("\r\n")
    .map((line) => line.split(","));
  const cell = (line: number, column: string) => lines[line][header.indexOf(column)];

  test("has a line for each rule and round, as many cells as columns, and an end", () => {
    expect(lines.map((cells) => cells.length)).toEqual([header.length, header.length, header.length, 1]);
    expect(lines.slice(0, 3).map((_, i) => [cell(i, "round"), cell(i, "rule")])).toEqual([
      ["0", "Mean"],
      ["0", "Nearest-neighbour mixing + coordinate median"],
      ["7", "Mean"],
    ]);
  });

  test("has what was measured, and empty cells for what was not", () => {
    expect([cell(0, "accuracy"), cell(0, "aggregation_error"), cell(1, "aggregation_error")]).toEqual([
      "0.5",
      "2",
      "0.5",
    ]);
    // Ada and Ben are kept, Cleo is malicious and thrown out
    expect(["malicious", "caught", "missed", "wronged"].map((name) => cell(0, name))).toEqual([
      "1",
      "1",
      "0",
      "0",
    ]);
    expect(["accuracy", "train_loss", "malicious", "caught"].map((name) => cell(2, name))).toEqual([
      "",
      "",
      "",
      "",
    ]);
    expect([cell(2, "opened_unix_ms"), cell(2, "seconds")]).toEqual(["7000", "0.5"]);
  });

  test("keeps a run's name from being run as a formula", () => {
    expect(tidyCsv({ run: '=1+"2"', rounds: [round(0)] })).toContain(`\r\n"'=1+""2""",0,Mean`);
  });
});

describe("tensorboard", () => {
  test("has an event file for each rule, with its own measurements", () => {
    const files = unzipSync(bytesOf(RECORD_EXPORTS.tensorboard.make(record)));
    expect(Object.keys(files)).toEqual([
      "mean/events.out.tfevents.0",
      "nearestNeighborMixing+coordinateMedian/events.out.tfevents.0",
    ]);
    const [mean, median] = Object.values(files);
    expect(mean).toEqual(eventFile(recordScalars(rounds, "mean")));
    expect(median).not.toEqual(mean);
  });

  test("recordScalars has each finite measurement at its round and at the time at which it closed", () => {
    const scalars = [...recordScalars(rounds, "mean")];
    expect(scalars).toContainEqual({ tag: "accuracy/test", step: 0, wallTime: 0.5, value: 0.5 });
    expect(scalars.filter(({ step }) => step === 7)).toEqual([
      { tag: "learning rate", step: 7, wallTime: 7.5, value: 0.25 },
      { tag: "aggregate/norm", step: 7, wallTime: 7.5, value: 1.5 },
    ]);
  });
});

describe("a long record", () => {
  const long = { ...head, rounds: Array.from({ length: 500 }, (_, i) => round(i)) };

  test.each(["csv", "tensorboard"] as const)(
    "is made as %s in pieces, the same ones every time",
    (format) => {
      const pieces = [...RECORD_EXPORTS[format].make(long).pieces];
      // each takes the work of a few rounds: the sender's other work has its turn between two
      for (const piece of pieces) expect(piece.length).toBeLessThan(2 ** 17);
      expect(pieces.length).toBeGreaterThan(1);
      expect(bytesOf(RECORD_EXPORTS[format].make(long))).toEqual(Buffer.concat(pieces));
    },
  );

  test("as csv, nothing is made before it is read", () => {
    const first = RECORD_EXPORTS.csv.make({ ...long, rounds: [round(0), undefined as never] });
    const [header] = first.pieces;
    expect(new TextDecoder().decode(header)).toMatch(/^run,round,/);
  });
});

describe("models", () => {
  const parameters = [1, 2].map((first) => new Float32Array(7_850).fill(first));
  const models: RunModels = { run: "r", round: 8, config, parameters };
  const names = Object.keys;

  test("npy has a folder for each rule and a file for each tensor", () => {
    const file = MODEL_EXPORTS.npy.make(models);
    const files = unzipSync(bytesOf(file));
    expect(file.name).toBe("npy.zip");
    expect(names(files)).toEqual([
      "mean/output.weights.npy",
      "mean/output.bias.npy",
      "nearestNeighborMixing+coordinateMedian/output.weights.npy",
      "nearestNeighborMixing+coordinateMedian/output.bias.npy",
    ]);
    expect(files["mean/output.bias.npy"].length).toBe(128 + 40);
  });

  test("safetensors is one file for one rule, else a zip of one for each", () => {
    const one = { ...config, arms: config.arms.slice(0, 1) };
    const single = MODEL_EXPORTS.safetensors.make({ ...models, config: one });
    expect(single.name).toBe("mean.safetensors");
    const files = unzipSync(bytesOf(MODEL_EXPORTS.safetensors.make(models)));
    expect(names(files)).toEqual(["mean.safetensors", "nearestNeighborMixing+coordinateMedian.safetensors"]);
    expect(files["mean.safetensors"]).toEqual(new Uint8Array(bytesOf(single)));
  });

  test("labels that make one folder's name, or none, get folders of their own", () => {
    const labelled = RunConfig.parse({
      model: "softmax",
      arms: ["../a", "__/A", "..", "τ?"].map((label) => ({ label, aggregator: "mean" })),
    });
    const four = Array(4).fill(parameters[0]);
    const files = unzipSync(
      bytesOf(MODEL_EXPORTS.npy.make({ ...models, config: labelled, parameters: four })),
    );
    const folders = new Set(names(files).map((name) => name.split("/")[0]));
    expect(folders.size).toBe(4);
    for (const name of folders) expect(name).toMatch(/^[\p{L}\p{N}_-][\p{L}\p{N}.,=+_-]*$/u);
  });
});
