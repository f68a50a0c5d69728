import { choosePasses, landAll } from "@honest-majority/lab/passes";
import { type Arm, AttackConfig, type AttackKind } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import {
  type Arrivals,
  ATTACKS,
  alieStrength,
  attackStrength,
  attackVector,
  buildPipeline,
  moments,
  type Target,
} from "@honest-majority/robust";
import { armOf, listed } from "./arm";
import type { Command } from "./command";
import { allOptions, givenOptions, optionsByKind, parseConfig } from "./configs";
import { type Flags, integerFlag } from "./flags";
import { readInput } from "./input/readInput";
import { InputError } from "./inputError";
import { named } from "./names";
import { nonFiniteWarnings } from "./nonFinite";

const KINDS = Object.keys(ATTACKS) as AttackKind[];
const OPTIONS = optionsByKind(AttackConfig, "kind");
const ALL_OPTIONS = allOptions(OPTIONS);
/** What says more of a --rule, and how it is written. */
const OF_A_RULE = { pre: "--pre", ruleOptions: "--rule-options" };

const help = `npm run -s attack -- --kind alie --f 3 [options] < honest.json

Reads { "honest": [[…], …] } (or "updates") or a two-dimensional NumPy .npy matrix of float32 or float64: the updates of
the honest workers. Values are rounded to float32. Prints one JSON object, what each of the f attackers sends among
m = honest + f: { "vector": […], "kind": …, "strength": …, "m": …, "f": …, "warnings": […] }.

  --kind alie          the attack, see below: camelCase, kebab-case or short (ipm)
  --f 3                how many attackers there are (1)
  --own 0              which of the rows the attacker would have sent itself, from 0
  --options '{"z":1.5}'  the attack's options as JSON; a flag of the same name wins
  --rule krum --pre nnm  the rule that optimized attacks search against, as \`aggregate\` takes it; its options as JSON
                       in --rule-options
  --in honest.npy      the file to read, in place of standard input
  --seed 1             for attacks that draw: the same seed, the same vector

Exit status 2, and one line on standard error, when a flag or the input is not what it must be.

Attacks and their options, each of which is a flag too:
${listed(OPTIONS)}
`;

export const attack: Command = {
  help,
  flags: ["kind", "options", ...ALL_OPTIONS, "f", "own", "rule", "pre", "ruleOptions", "in", "seed"],
  async run(flags, input) {
    const config = attackOf(flags);
    const f = integerFlag(flags, "f", 1, 1);
    const seed = integerFlag(flags, "seed", 0, 1);
    const own = integerFlag(flags, "own", 0, 0);
    const arm = ruleOf(flags);
    const { rows: honest, warnings } = await readInput(input, ["honest", "updates"]);
    if (own >= honest.length)
      throw new InputError(`--own must be a row, 0 … ${honest.length - 1}, got ${own}`);
    const m = honest.length + f;
    const strength = await attackStrength(config, { honest, f, aggregate: ruleInUse(arm, config, f, seed) });
    const mimicked = config.kind === "mimic" ? honest[Math.min(config.worker, honest.length - 1)] : undefined;
    const knowledge = { ...moments(honest), m, f, honest: honest.length, strength, mimicked };
    const vector = attackVector(config, { own: honest[own], knowledge, random: stream(seed, "attack") });
    return {
      vector,
      kind: config.kind,
      strength: strength ?? strengthOf(config, m, f),
      m,
      f,
      warnings: [...warnings, ...batchWarnings(config.kind), ...nonFiniteWarnings(vector)],
    };
  },
};

function ruleOf(flags: Flags): Arm | undefined {
  if (flags.rule !== undefined) return armOf({ ...flags, options: flags.ruleOptions });
  for (const [name, written] of Object.entries(OF_A_RULE)) {
    if (name in flags) throw new InputError(`${written} belongs to a --rule, and none is given`);
  }
  return undefined;
}

/** What an optimized attack tries its vectors on; the draws of each trial are the same. */
function ruleInUse(
  arm: Arm | undefined,
  { kind }: AttackConfig,
  f: number,
  seed: number,
): Target["aggregate"] {
  let arrivals: Arrivals<unknown> | undefined;
  return async (updates) => {
    if (arm === undefined)
      throw new InputError(`${kind} must have a --rule to search against, or a strength`);
    const m = updates.length;
    const d = updates[0].length;
    arrivals ??= await choosePasses(undefined, m, d).open(m, d);
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

/** An attack on the batch has no batch here. */
function batchWarnings(kind: AttackKind): string[] {
  return ATTACKS[kind].poisonsBatch === true
    ? [`${kind} tampers with what a worker learns from, and sends what that taught: here, the row as it is`]
    : [];
}

function attackOf(flags: Flags): AttackConfig {
  if (flags.kind === undefined) throw new InputError(`--kind must be given: ${KINDS.join(", ")}`);
  const kind = named("--kind", flags.kind, KINDS);
  return parseConfig(AttackConfig, kind, {
    ...givenOptions(kind, OPTIONS[kind], ALL_OPTIONS, flags),
    kind,
  });
}

/** The options that say how strongly an attack is played. */
const STRENGTHS = ["std", "factor", "z", "epsilon", "gamma"];

function strengthOf(config: AttackConfig, m: number, f: number): number | undefined {
  const [, set] = Object.entries(config).find(([option]) => STRENGTHS.includes(option)) ?? [];
  if (typeof set === "number") return set;
  return config.kind === "alie" ? alieStrength(m, f) : undefined;
}
