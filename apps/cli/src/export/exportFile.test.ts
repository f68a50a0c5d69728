import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readRecordFile } from "@honest-majority/records";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { programFor } from "../program";
import { type ExportRequest, exportFile } from "./exportFile";

/** A run that the first version of the coordinator recorded. */
const SAMPLE = fileURLToPath(new URL("../../../coordinator/src/records/samples/1", import.meta.url));
const RUN = "20261129T014107Z-NdclMN";

let home: string;
let records: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "export-"));
  records = join(home, "records");
  await cp(SAMPLE, records, { recursive: true });
});
afterEach(() => rm(home, { recursive: true }));

const write = (request: Partial<ExportRequest> = {}) =>
  exportFile({
    records,
    room: "krum-77",
    run: undefined,
    format: "jsonl",
    out: join(home, "out"),
    names: true,
    ...request,
  });

describe("exportFile", () => {
  test("writes the last run as a record that can be read, with names or without", async () => {
    expect(await write()).toBe(
      `${join(home, "out")} has run ${RUN} of room KRUM-77, with the names of its workers`,
    );
    const record = await readRecordFile(await readFile(join(home, "out")));
    expect(record.rounds.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(record.workers.map(({ name }) => name)).toEqual(["Ada", "Ben", "Cleo", "Dev"]);
    await write({ out: join(home, "nameless"), names: false });
    expect(await readFile(join(home, "nameless"), "utf8")).not.toMatch(/Ada|Dev/);
  });

  test("writes the models of an earlier version's run", async () => {
    await write({ format: "safetensors", run: RUN });
    const zip = await readFile(join(home, "out"));
    expect(zip.subarray(0, 2).toString()).toBe("PK");
    expect(zip.toString("latin1")).toContain("nearestNeighborMixing+trimmedMean.safetensors");
  });

  test("names what there is when it does not know the room, the run or the format", async () => {
    await expect(write({ room: undefined })).rejects.toThrow("name the class: the rooms there are KRUM-77");
    await expect(write({ room: "KRUM-1" })).rejects.toThrow(
      `${records} has no room KRUM-1: the rooms there are KRUM-77`,
    );
    await expect(write({ run: "../x" })).rejects.toThrow(
      `room KRUM-77 has no run ../x: the runs there are ${RUN}`,
    );
    await expect(write({ format: "exe" })).rejects.toThrow(
      /--format must be one of jsonl, csv, tensorboard, .*got exe/,
    );
  });

  test("overwrites no file", async () => {
    await writeFile(join(home, "out"), "mine");
    await expect(write()).rejects.toThrow(
      "cannot be written: it is there already. Give another name with --out",
    );
    expect(await readFile(join(home, "out"), "utf8")).toBe("mine");
  });

  test("is the command export", async () => {
    const out = join(home, "rounds.csv");
    const args = ["export", "KRUM-77", RUN, "--records", records, "--format", "csv", "--out", out];
    const program = await programFor(args, { version: "0", program: "npm" } as never);
    await program.parseAsync(args, { from: "user" });
    expect((await readFile(out, "utf8")).split("\r\n")).toHaveLength(1 + 6 * 2 + 1);
  });
});
