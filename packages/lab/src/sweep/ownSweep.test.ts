/** A sweep of one's own from its runs to its files: failures, shards, merging, the compact form. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NPM_SCRIPTS } from "@honest-majority/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepReport } from "../presets/reproduce";
import { ownReport } from "../report/ownReport";
import { openLaboratory } from "../run/laboratory";
import { cellsOf, SweepConfig } from "./cells";
import { compactLines } from "./compact";
import { mergeSweeps } from "./merge";
import type { RunCells } from "./pool";
import { resultStore } from "./resultStore";
import { runCell } from "./runCell";
import { savedSweep, sweepsIn } from "./savedSweep";
import type { Shard } from "./shard";
import { runSweep } from "./sweep";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "own-sweep-"));
});
afterAll(() => rm(folder, { recursive: true }));

const laboratory = await openLaboratory("data", NPM_SCRIPTS);

const sweep = SweepConfig.parse({
  name: "mine",
  base: {
    dataset: "glyphs",
    model: "softmax",
    workers: 4,
    rounds: 4,
    batchSize: 4,
    evaluateEvery: 2,
    attack: "signFlip",
  },
  over: { rule: ["mean", "coordinateMedian"], delta: [0, 0.25], eta: [0.1, 0.3], seed: [1, 2] },
});
const cells = cellsOf(sweep);

/** Runs cells in this process, which saves the seconds of starting others, and fails those with these ids. */
const inThisProcess =
  (failing: readonly string[] = []): RunCells =>
  async ({ cells, onCell, onFailure }) => {
    for (const cell of cells) {
      if (failing.includes(cell.id)) await onFailure(cell, new Error("out of\nmemory"));
      else await onCell(cell.id, await runCell(laboratory, cell.config, () => {}));
    }
  };

const storeIn = (...path: string[]) => resultStore(join(folder, ...path));

function runIn(place: string, { failing, shard }: { failing?: string[]; shard?: Shard } = {}) {
  return runSweep({
    sweep,
    store: storeIn(place, "mine"),
    dataDir: folder,
    processes: 1,
    runCells: inThisProcess(failing),
    display: { show() {}, say() {} },
    now: () => 0,
    shard,
  });
}

describe("the commit", () => {
  const small = SweepConfig.parse({ ...sweep, over: { eta: [0.1], seed: [1, 2] } });
  const run = (store: ReturnType<typeof storeIn>, commit: string | undefined, cells: number) =>
    runSweep({
      sweep: { ...small, over: { eta: [0.1], seed: [1, 2].slice(0, cells) } },
      store,
      dataDir: folder,
      processes: 1,
      runCells: inThisProcess(),
      display: { show() {}, say() {} },
      now: () => 0,
      commit,
    });

  test("is kept with each run, in exports too, and printed; runs without one are of an unknown commit", async () => {
    const store = storeIn("commits");
    await run(store, undefined, 1);
    expect((await ownReport(small, store)).markdown).toContain("wasm, commit unknown.");
    await run(store, "1a2b3c4+", 2);
    expect((await ownReport(small, store)).markdown).toContain("wasm, commits 1a2b3c4+, unknown.");
    const lines = compactLines(small, await store.load())
      .trimEnd()
      .split("\n")
      .slice(1);
    const kept = lines.map((line) => JSON.parse(line).commit as string | undefined);
    expect(new Set(kept)).toEqual(new Set([undefined, "1a2b3c4+"]));
  });
});

async function tablesIn(place: string): Promise<string[]> {
  const store = storeIn(place, "mine");
  await keepReport(await ownReport(sweep, store), store);
  return Promise.all(
    ["table.md", "table.csv", "table.json", "rounds.csv"].map(async (file) => `${await store.read(file)}`),
  );
}

let whole: string[] = [];
beforeAll(async () => {
  await runIn("whole");
  whole = await tablesIn("whole");
});

describe("a sweep of one's own", () => {
  test("writes its table with the best eta, the deviation and the number of seeds", () => {
    const lines = whole[0].split("\n");
    expect(lines).toContain("| rule | delta = 0 | by test | delta = 0.25 | by test |");
    expect(lines.filter((line) => /^\| (mean|coordinateMedian) \|/.test(line))).toHaveLength(2);
    expect(whole[0]).toMatch(/\d+\.\d\d ± \d+\.\d\d ‡, n = 2, eta = 0\.[13]/);
    expect(whole[0]).toContain("16 of 16 runs, seeds 1, 2, ");
    expect(whole[0]).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("writes a tidy CSV with a line for each run and measured round", async () => {
    const [head, ...lines] = whole[3].trimEnd().split("\n");
    expect(head).toBe(
      "rule,delta,eta,seed,run,round,share,accuracy,loss,train_loss,diverged,backend,validation_accuracy",
    );
    expect(lines).toHaveLength(cells.length * 3); // rounds 0, 1 and 3 of 4
    const { curve } = (await storeIn("whole", "mine").load()).get(cells[0].id) ?? {};
    const [, second] = lines;
    expect(second).toBe(
      `mean,0,0.1,1,${cells[0].id},1,0.5,${curve?.accuracy[1]},${curve?.loss?.[1]},${curve?.trainLoss?.[1]},false,${laboratory.backend.name},${curve?.validation?.[1]}`,
    );
    expect(curve?.loss?.[1]).toBeGreaterThan(0);
  });

  test("draws its figures, and keeps its sweep so that the report can be made again", async () => {
    const store = storeIn("whole", "mine");
    for (const file of ["accuracy.svg", "curves.svg"])
      expect(await readFile(join(store.folder, file), "utf8")).toMatch(/^<svg(.|\n)*mark-line/);
    expect(await savedSweep(store)).toEqual(sweep);
    expect(await sweepsIn(join(folder, "whole"))).toEqual(["mine"]);
  });

  test.each([
    ["names over names", { rule: ["mean", "coordinateMedian"] }],
    ["eta alone", { eta: [0.1, 0.3] }],
    ["seeds alone", { seed: [1, 2] }],
  ])("makes a table and figures over %s", async (_, over) => {
    const other = SweepConfig.parse({ ...sweep, over });
    const store = storeIn(Object.keys(over)[0], "mine");
    const results = await storeIn("whole", "mine").load();
    for (const { id, config } of cellsOf(other))
      await store.load().then(async () => store.keep(id, { ...[...results.values()][0], config }));
    const { markdown, files } = await ownReport(other, store);
    expect(markdown).toMatch(/\d\d\.\d\d/);
    expect(`${markdown}${files["table.csv"]}${files["accuracy.svg"]}`).not.toMatch(/NaN|undefined|Infinity/);
    expect(files["accuracy.svg"]).toContain("mark-symbol");
  });
});

describe("a sweep that extends its list", () => {
  const growing = SweepConfig.parse({
    ...sweep,
    name: "growing",
    over: { rule: ["mean"], eta: [0.001, 0.002], seed: [1, 2] },
    select: "test",
    extend: 2,
  });
  const said: string[] = [];
  const run = () =>
    runSweep({
      sweep: growing,
      store: storeIn("growing"),
      dataDir: folder,
      processes: 1,
      runCells: inThisProcess(),
      display: { show() {}, say: (line) => void said.push(line) },
      now: () => 0,
    });

  test("runs values beyond the best one at its end with every seed, says so, and reports them", async () => {
    // four rounds train softmax better with every larger η₀ of these
    const { cells: ran } = await run();
    expect([...new Set(ran.map(({ place }) => place.eta))]).toEqual([0.001, 0.002, 0.004, 0.008]);
    expect(said).toEqual([
      "growing: 4 runs",
      "growing: the best eta lies at an end of its list in some cells: 2 more runs beyond it",
      "growing: the best eta lies at an end of its list in some cells: 2 more runs beyond it",
    ]);
    const { markdown } = await ownReport(growing, storeIn("growing"));
    expect(markdown).toContain("8 of 8 runs");
    expect(markdown).toMatch(/ ‡, n = 2, eta = 0\.008/);
  });

  test("runs nothing again, and keeps the added runs when they are exported and merged", async () => {
    said.length = 0;
    expect(await run()).toMatchObject({ kept: 8 });
    expect(said).toEqual(["growing: 8 runs, 8 of them finished before"]);
    const file = join(folder, "growing.jsonl");
    await writeFile(file, compactLines(growing, await storeIn("growing").load()));
    const merged = storeIn("grown");
    expect(await mergeSweeps(merged, [file])).toMatchObject({ copied: 8 });
    expect((await ownReport(growing, merged)).markdown).toBe(
      (await ownReport(growing, storeIn("growing"))).markdown,
    );
  });
});

describe("a failed run", () => {
  test("is marked in the table and tried again by the next session, and the others run on", async () => {
    const [failing] = cells;
    const first = await runIn("failed", { failing: [failing.id] });
    expect([...first.failures.values()]).toEqual([{ place: failing.place, error: "out of\nmemory" }]);
    expect(first.results.size).toBe(cells.length - 1);
    const [markdown, csv] = await tablesIn("failed");
    expect(markdown).toMatch(/^\| mean \| failed: 1 of 4 \| – \| \**\d/m);
    expect(markdown).toContain(`1 run failed:\n\n- out of memory: ${JSON.stringify(failing.place)}\n`);
    expect(csv).toContain("\nmean,0,,,,,,1,1,,,,\n");

    const second = await runIn("failed");
    expect(second).toMatchObject({ kept: cells.length - 1, failures: new Map() });
    expect(await tablesIn("failed")).toEqual(whole);
  });

  test("of an unfinished sweep leaves a dash where runs are only missing", async () => {
    await runIn("part", { shard: { index: 1, count: 8 } });
    const [markdown, , json] = await tablesIn("part");
    expect(markdown).toContain("| mean | – | – |");
    expect(JSON.parse(json).cells[0]).toMatchObject({ runs: 4, failed: 0 });
  });
});

describe("mergeSweeps", () => {
  const shards = [1, 2, 3];
  const path = (index: number) => join(folder, `shard${index}`, "mine");
  beforeAll(async () => {
    for (const index of shards) await runIn(`shard${index}`, { shard: { index, count: 3 } });
  });

  test("makes byte for byte the tables of one run from three shards", async () => {
    const counts = await Promise.all(shards.map(async (i) => (await readdir(join(path(i), "cells"))).length));
    expect(counts.every((count) => count > 0)).toBe(true);
    const { copied } = await mergeSweeps(storeIn("merged", "mine"), shards.map(path));
    expect(copied).toBe(cells.length);
    expect(await tablesIn("merged")).toEqual(whole);
    expect(await mergeSweeps(storeIn("merged", "mine"), [path(1)])).toMatchObject({ copied: 0 });
  });

  test("reads the compact form, which has no settings of runs", async () => {
    const lines = compactLines(sweep, await storeIn("whole", "mine").load());
    const ids = lines
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => JSON.parse(line).id);
    expect(ids).toEqual(cells.map(({ id }) => id).sort());
    expect(lines).not.toContain('"config"');
    await writeFile(join(folder, "mine.jsonl"), lines);
    await mergeSweeps(storeIn("compact", "mine"), [join(folder, "mine.jsonl")]);
    expect(await tablesIn("compact")).toEqual(whole);
    expect(await storeIn("compact", "mine").load()).toEqual(await storeIn("whole", "mine").load());
  });

  test("rejects a torn line, and names it", async () => {
    const lines = compactLines(sweep, await storeIn("whole", "mine").load()).split("\n");
    await writeFile(join(folder, "torn.jsonl"), [...lines.slice(0, 2), lines[2].slice(0, 50)].join("\n"));
    await expect(mergeSweeps(storeIn("torn", "mine"), [join(folder, "torn.jsonl")])).rejects.toThrow(
      /torn\.jsonl: line 3 is not a line of lab export/,
    );
  });

  test("rejects different results of one run, names it, and writes nothing", async () => {
    const store = storeIn("other", "mine");
    await runIn("other", { shard: { index: 1, count: 3 } });
    const [[id, cell]] = await store.load();
    await store.keep(id, { ...cell, final: { ...cell.final, accuracy: 0.5 } });
    const error = await mergeSweeps(storeIn("conflict", "mine"), [path(1), store.folder]).catch(String);
    expect(error).toMatch(new RegExp(`the run ${id} at \\{.*has different results in .*50.00 %; remove`));
    expect(await savedSweep(storeIn("conflict", "mine"))).toBeUndefined();
  });

  test("rejects parts of different sweeps", async () => {
    for (const [name, other, sentence] of [
      ["named", { ...sweep, name: "yours" }, /holds the sweep yours, and .* holds mine/],
      ["wider", { ...sweep, over: { ...sweep.over, B: [8] } }, /hold sweeps of the name mine with different/],
    ] as const) {
      const store = storeIn(name);
      await store.load();
      await store.write("sweep.json", JSON.stringify(other));
      await expect(mergeSweeps(storeIn("x"), [path(1), store.folder])).rejects.toThrow(sentence);
    }
    await expect(mergeSweeps(storeIn("x"), [join(folder, "nowhere")])).rejects.toThrow("no such folder");
    await expect(mergeSweeps(storeIn("x"), [folder])).rejects.toThrow("it holds no sweep.json");
  });
});
