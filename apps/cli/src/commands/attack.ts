import { choosePasses, landAll } from "@honest-majority/lab/passes";
import { type Arm, AttackConfig, type AttackKind, UserError } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import {
  type Arrivals,
  attackRegistry,
  attackStrength,
  attackVector,
  attackWeakness,
  buildPipeline,
  knownStrength,
  moments,
  rowOf,
  type Target,
  updateMatrix,
} from "@honest-majority/robust";
import type { Command } from "commander";
import { addFlags, type Flag, type Flags } from "../commandLine";
import { integerFlag } from "../flagValue";
import { registryFlags, registryHelp } from "../optionFlags";
import { PLUGIN_FLAG } from "../plugins";
import { answer } from "./answer";
import { armOf } from "./arm";
import { givenOptions, parseConfig } from "./configs";
import type { Document } from "./document";
import { readInput } from "./input/readInput";
import { named } from "./names";
import { nonFiniteWarnings } from "./nonFinite";

/** Flags that are only allowed beside --rule, as the user writes them. */
const OF_A_RULE = { pre: "--pre", ruleOptions: "--rule-options" };

const FLAGS: readonly Flag[] = [
  { name: "kind", value: "attack", says: "the attack, see below: in camelCase, kebab-case or short (ipm)" },
  { name: "f", value: "number", says: "how many attackers there are", unset: "1" },
  {
    name: "own",
    value: "row",
    says: "the attacker's own honest update: a row, counted from 0",
    unset: "0",
  },
  {
    name: "options",
    value: "json",
    says: "the attack's options as JSON, such as '{\"z\":1.5}'; a flag of the same name overrides it",
  },
  {
    name: "rule",
    value: "rule",
    says: "the rule that optimized attacks search against; written, like --pre, as for the command aggregate",
  },
  { name: "pre", value: "list", says: "pre-aggregators before that rule" },
  { name: "ruleOptions", value: "json", says: "that rule's options as JSON" },
  { name: "in", value: "file", says: "the file to read", unset: "standard input" },
  {
    name: "seed",
    value: "number",
    says: "for attacks that use random numbers: the same seed gives the same vector",
    unset: "1",
  },
  PLUGIN_FLAG,
];
const NAMES = FLAGS.map(({ name }) => name);

const READS = `
Reads { "honest": [[…], …] } (or "updates") or a two-dimensional NumPy .npy matrix of float32 or float64: the
updates of the honest workers. Values are rounded to float32. Prints one JSON object with the vector that each of
the f attackers sends among m = honest + f workers:
{ "vector": […], "kind": …, "strength": …, "m": …, "f": …, "warnings": […] }.

If a flag or the input is wrong: exit status 2 and one line on standard error.
`;

export function defineAttack(command: Command): void {
  addFlags(command, [...FLAGS, ...registryFlags(attackRegistry, NAMES)]);
  command
    .addHelpText(
      "after",
      () =>
        `${READS}\nAttacks, for --kind, and the flags of their options:\n${registryHelp(attackRegistry)}\n`,
    )
    .action((flags: Flags) => answer(attack, flags));
}

/** @throws UserError or RangeError if a flag or the input is wrong. */
export async function attack(flags: Flags, input: AsyncIterable<Uint8Array>): Promise<Document> {
  const config = attackOf(flags);
  const f = integerFlag(flags, "f", { least: 1, unset: 1 });
  const seed = integerFlag(flags, "seed", { least: 0, unset: 1 });
  const own = integerFlag(flags, "own", { least: 0, unset: 0 });
  const arm = ruleOf(flags);
  const { rows: honest, warnings } = await readInput(input, ["honest", "updates"]);
  if (own >= honest.length)
    throw new UserError("input", `--own must be a row, 0 … ${honest.length - 1}, got ${own}`);
  const m = honest.length + f;
  const aggregate = ruleInUse(arm, config, f, seed);
  const strength = await attackStrength(config, { honest, f, aggregate, matrix: updateMatrix });
  const weakness = attackWeakness(config, { m, f }, strength);
  const row = rowOf(config, honest.length);
  const mimicked = row === undefined ? undefined : honest[row];
  const knowledge = { ...moments(honest), m, f, honest: honest.length, strength, mimicked };
  const vector = attackVector(config, { own: honest[own], knowledge, random: stream(seed, "attack") });
  return {
    vector,
    kind: config.kind,
    strength: strength ?? knownStrength(config, { m, f }),
    m,
    f,
    warnings: [
      ...warnings,
      ...(weakness === undefined ? [] : [weakness]),
      ...batchWarnings(config.kind),
      ...nonFiniteWarnings(vector),
    ],
  };
}

function ruleOf(flags: Flags): Arm | undefined {
  if (flags.rule !== undefined)
    return armOf({ rule: flags.rule, pre: flags.pre, options: flags.ruleOptions }, []);
  for (const [name, written] of Object.entries(OF_A_RULE)) {
    if (name in flags) throw new UserError("input", `${written} must only be given with --rule`);
  }
  return undefined;
}

/** The rule that an optimized attack tries its vectors on. Each trial uses the same random draws. */
function ruleInUse(
  arm: Arm | undefined,
  { kind }: AttackConfig,
  f: number,
  seed: number,
): Target["aggregate"] {
  let arrivals: Arrivals<unknown> | undefined;
  return async (updates) => {
    if (arm === undefined)
      throw new UserError("input", `${kind} must have a --rule to search against, or a strength`);
    const m = updates.length;
    const d = updates[0].length;
    arrivals ??= await (await choosePasses(undefined, m, d)).open(m, d);
    await landAll(arrivals, updates);
    const rule = buildPipeline(arm, { m, f, random: stream(seed, "aggregate") });
    const { aggregate } = await rule(
      arrivals.matrix([...updates.keys()]),
      arrivals.vector(new Float32Array(d)),
    );
    const answer = await arrivals.read(aggregate);
    arrivals.sweep();
    return answer;
  };
}

/** Warns that an attack on the batch has no batch here. */
function batchWarnings(kind: AttackKind): string[] {
  return attackRegistry[kind].poison !== undefined
    ? [
        `${kind} changes the batch that a worker trains on; no batch is given, so the vector is the unchanged row`,
      ]
    : [];
}

function attackOf(flags: Flags): AttackConfig {
  if (flags.kind === undefined)
    throw new UserError("input", `--kind must be given: ${Object.keys(attackRegistry).join(", ")}`);
  const kind = named("--kind", flags.kind, Object.keys(attackRegistry));
  return parseConfig(AttackConfig, kind, {
    ...givenOptions(kind, attackRegistry, flags, NAMES),
    kind,
  });
}
