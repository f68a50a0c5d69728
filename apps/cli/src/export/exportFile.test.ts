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

const write = (request: Partial<ExportRequest> = {}, warn = (sentence: string) => expect.fail(sentence)) =>
  exportFile(
    {
      records,
      room: "krum-77",
      run: undefined,
      format: "jsonl",
      out: join(home, "out"),
      names: true,
      ...request,
    },
    warn,
  );

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

  test.each(["jsonl", "csv"])("says which rounds it lacks, as %s", async (format) => {
    const log = join(records, "KRUM-77", RUN, "rounds.jsonl");
    const lines = (await readFile(log, "utf8")).split("\n");
    for (const line of [1, 2, 4]) lines[line] = "{";
    await writeFile(log, lines.join("\n"));
    const said: string[] = [];
    await write({ format }, (sentence) => said.push(sentence) as never);
    expect(said).toEqual([
      `The record of round 1 to 2, 4 of run ${RUN} is missing: ${join(home, "out")} has the other rounds`,
    ]);
    const file = await readFile(join(home, "out"));
    if (format === "jsonl") expect(await readRecordFile(file)).toMatchObject({ missing: "1 to 2, 4" });
  });

  test("says that the last rounds are lost", async () => {
    const log = join(records, "KRUM-77", RUN, "rounds.jsonl");
    const lines = (await readFile(log, "utf8")).split("\n");
    await writeFile(log, `${lines.slice(0, 3).join("\n")}\n${lines[3].slice(0, 99)}`);
    const said: string[] = [];
    await write({}, (sentence) => said.push(sentence) as never);
    expect(said).toEqual([expect.stringMatching(/^The record of round 3 to 5 of run/)]);
  });

  test("takes lost settings from the room, and says what is wrong with a run that has none or no rounds", async () => {
    const own = join(records, "KRUM-77", RUN);
    await rm(join(own, "config.json"));
    expect(await write()).toContain(`has run ${RUN}`);
    await rm(join(records, "KRUM-77", "room.json"));
    await expect(write()).rejects.toThrow(/config\.json is missing, and with it the settings/);
  });

  test("does not say that there is no run where its rounds are lost", async () => {
    const log = join(records, "KRUM-77", RUN, "rounds.jsonl");
    await writeFile(log, "");
    await expect(write()).rejects.toThrow(/rounds\.jsonl has no record, and vectors-6\.f32 is there/);
    await writeFile(log, "{\n");
    await expect(write()).rejects.toThrow(/no line of .*rounds\.jsonl can be read/);
    await rm(join(records, "KRUM-77", RUN, "vectors-6.f32"));
    await writeFile(log, "");
    await expect(write()).rejects.toThrow(
      `no run of room KRUM-77 has a recorded round: the runs there are ${RUN}`,
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
