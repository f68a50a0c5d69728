import { openMatrix, PASSES, WHOLE_BYTES } from "@honest-majority/lab/passes";
import { stream } from "@honest-majority/random";
import { buildPipeline, guardRail, rowSource } from "@honest-majority/robust";
import { ruleRegistry } from "@honest-majority/robust/facts";
import type { Command } from "commander";
import { addFlags, type Flag, type Flags } from "../commandLine";
import { choiceFlag, integerFlag } from "../flagValue";
import { registryFlags } from "../optionFlags";
import { PLUGIN_FLAG } from "../plugins";
import { answer } from "./answer";
import { ARM_FLAGS, armHelp, armOf } from "./arm";
import type { Document } from "./document";
import { openNpyFile } from "./input/npyFile";
import { type Input, readInput } from "./input/readInput";
import { nonFiniteWarnings } from "./nonFinite";

const FLAGS: readonly Flag[] = [
  ...ARM_FLAGS,
  { name: "f", value: "number", says: "how many of the updates may be Byzantine", unset: "0" },
  { name: "in", value: "file", says: "the file to read", unset: "standard input" },
  {
    name: "seed",
    value: "number",
    says: "for rules that use random numbers: the same seed gives the same aggregate",
    unset: "1",
  },
  {
    name: "passes",
    value: PASSES.join("|"),
    says: "the implementation of the arithmetic",
    unset: "the fastest available",
  },
  PLUGIN_FLAG,
];
const NAMES = FLAGS.map(({ name }) => name);

const READS = `
Reads { "updates": [[…], …], "previous": […], "root": […] }, of which the last two are optional, or a two-dimensional
NumPy .npy matrix of float32 or float64. Values are rounded to float32. Prints one JSON object:
{ "aggregate": […], "rows": [{ "kept": 0 … 1, "score": … }, …], "rule": …, "warnings": […] }.

If a flag or the input is wrong: exit status 2 and one line on standard error.
`;

export function defineAggregate(command: Command): void {
  addFlags(command, [...FLAGS, ...registryFlags(ruleRegistry, NAMES)]);
  command
    .addHelpText("after", () => `${READS}\n${armHelp()}\n`)
    .action((flags: Flags) => answer(aggregate, flags));
}

/**
 * `wholeBytes`: a larger matrix is read in slices of its columns.
 *
 * @throws UserError or RangeError if a flag or the input is wrong.
 */
export async function aggregate(
  flags: Flags,
  input: AsyncIterable<Uint8Array>,
  wholeBytes = WHOLE_BYTES,
): Promise<Document> {
  const arm = armOf(flags, NAMES);
  const f = integerFlag(flags, "f", { least: 0, unset: 0 });
  const seed = integerFlag(flags, "seed", { least: 0, unset: 1 });
  const passes = choiceFlag(flags, "passes", PASSES);
  const file = flags.in === undefined ? undefined : await openNpyFile(flags.in);
  try {
    const { source, vectors, warnings } = file ? { source: file, ...ALONE } : await rowsOf(input);
    const { m, d } = source;
    const rule = buildPipeline(arm, { m, f, random: stream(seed, "aggregate") });
    const { updates, vector, read } = await openMatrix(source, passes, wholeBytes);
    const previous = vector(vectors.previous ?? new Float32Array(d));
    const root = vectors.root && vector(vectors.root);
    const { kept, scores, ...answer } = await rule(updates, previous, root);
    const aggregated = await read(answer.aggregate);
    const short = answer.warnings.length === 0 && guardRail(arm.aggregator, m, f, arm.preAggregators);
    return {
      aggregate: aggregated,
      rows: Array.from(kept, (share, i) => ({ kept: share, score: scores?.[i] })),
      rule: arm.aggregator.rule,
      warnings: [
        ...warnings,
        ...answer.warnings,
        ...(short ? [short] : []),
        ...nonFiniteWarnings(aggregated),
      ],
    };
  } finally {
    await file?.close();
  }
}

/** A .npy file has neither further vectors nor anything unread. */
const ALONE: Omit<Input, "rows"> = { vectors: {}, warnings: [] };

async function rowsOf(input: AsyncIterable<Uint8Array>) {
  const { rows, ...rest } = await readInput(input, ["updates"], ["previous", "root"]);
  return { source: rowSource(rows), ...rest };
}
