/**
 * `npm run orders`: how the best batch size moves under ALIE, for ByzSGDm and ByzSGDnm. Too long for a test: on glyphs, and
 * with three epochs, too few steps are left at a large B for it to be the best with or without attackers.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { accuracyAt } from "../presets/preset";
import { display } from "../progress";
import { SweepConfig } from "../sweep/cells";
import { runPool } from "../sweep/pool";
import { resultStore } from "../sweep/resultStore";
import { type Entry, summarize } from "../sweep/summary";
import { runSweep } from "../sweep/sweep";

const BATCHES = [16, 64, 256];
const NONE = 0;
const THREE_OF_EIGHT = 3 / 8;

const { values } = parseArgs({
  options: {
    "data-dir": { type: "string", default: "data" },
    out: { type: "string", default: "results" },
    epochs: { type: "string", default: "6" },
  },
});

const sweep = SweepConfig.parse({
  name: "best-batch",
  base: {
    dataset: "mnist",
    model: "mlp",
    workers: 8,
    arms: ["coordinateMedian"],
    attack: "alie",
    algorithm: { momentum: 0.9 },
    schedule: "cosine",
    epochs: Number(values.epochs),
    measurements: 1,
  },
  over: {
    "algorithm.normalized": [false, true],
    delta: [NONE, THREE_OF_EIGHT],
    B: BATCHES,
    eta: [0.1, 0.3, 1],
  },
});

const now = () => performance.now();
const { cells, results } = await runSweep({
  sweep,
  store: resultStore(`${values.out}/${sweep.name}-${values.epochs}`),
  runCells: runPool,
  dataDir: values["data-dir"],
  processes: availableParallelism(),
  display: display({
    isTerminal: process.stderr.isTTY === true,
    write: (text) => void process.stderr.write(text),
    now,
  }),
  now,
});
const entries = summarize(cells, results, sweep.best);

for (const normalized of [false, true])
  for (const delta of [NONE, THREE_OF_EIGHT]) {
    const row = BATCHES.map((B) => `B = ${B}: ${at(entries, { normalized, delta, B }).toFixed(4)}`);
    console.log(`${normalized ? "ByzSGDnm" : "ByzSGDm"}, δ = ${delta}   ${row.join("   ")}`);
  }
verdict(
  "under ALIE, ByzSGDnm's best over B is at least ByzSGDm's",
  best(true, THREE_OF_EIGHT).accuracy >= best(false, THREE_OF_EIGHT).accuracy,
);
verdict(
  "ByzSGDm's best B is larger at δ = 3/8 than at 0",
  best(false, THREE_OF_EIGHT).B > best(false, NONE).B,
);

function best(normalized: boolean, delta: number): { B: number; accuracy: number } {
  const measured = BATCHES.map((B) => ({ B, accuracy: at(entries, { normalized, delta, B }) }));
  return measured.reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
}

function at(
  table: readonly Entry[],
  { normalized, delta, B }: { normalized: boolean; delta: number; B: number },
) {
  return accuracyAt(table, { "algorithm.normalized": normalized, delta, B }) ?? Number.NaN;
}

function verdict(claim: string, holds: boolean): void {
  console.log(`${holds ? "holds" : "DOES NOT HOLD"}: ${claim}`);
  if (!holds) process.exitCode = 1;
}
