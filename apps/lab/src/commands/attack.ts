import { AttackConfig, type AttackKind } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { ATTACKS, alieZ, attackVector, moments } from "@honest-majority/robust";
import { listed } from "./arm";
import type { Command } from "./command";
import { allOptions, givenOptions, optionsByKind, parseConfig } from "./configs";
import { type Flags, integerFlag } from "./flags";
import { readInput } from "./input/readInput";
import { InputError } from "./inputError";
import { named } from "./names";

const KINDS = Object.keys(ATTACKS) as AttackKind[];
const OPTIONS = optionsByKind(AttackConfig, "kind");
const ALL_OPTIONS = allOptions(OPTIONS);

const help = `npm run -s attack -- --kind alie --f 3 [options] < honest.json

Reads { "honest": [[…], …] } (or "updates") or a two-dimensional NumPy .npy matrix of float32 or float64: the updates of
the honest workers. Values are rounded to float32. Prints one JSON object, what each of the f attackers sends among
m = honest + f: { "vector": […], "kind": …, "strength": …, "m": …, "f": …, "warnings": […] }.

  --kind alie          the attack, see below: camelCase, kebab-case or short (ipm)
  --f 3                how many attackers there are (1)
  --own 0              which of the rows the attacker would have sent itself, from 0
  --options '{"z":1.5}'  the attack's options as JSON; a flag of the same name wins
  --in honest.npy      the file to read, in place of standard input
  --seed 1             for attacks that draw: the same seed, the same vector

Exit status 2, and one line on standard error, when a flag or the input is not what it must be.

Attacks and their options, each of which is a flag too:
${listed(OPTIONS)}
`;

export const attack: Command = {
  help,
  flags: ["kind", "options", ...ALL_OPTIONS, "f", "own", "in", "seed"],
  async run(flags, input) {
    const config = attackOf(flags);
    const f = integerFlag(flags, "f", 1, 1);
    const seed = integerFlag(flags, "seed", 0, 1);
    const own = integerFlag(flags, "own", 0, 0);
    const { rows, warnings } = await readInput(input, ["honest", "updates"]);
    if (own >= rows.length) throw new InputError(`--own must be a row, 0 … ${rows.length - 1}, got ${own}`);
    const m = rows.length + f;
    const knowledge = { ...moments(rows), m, f, honest: rows.length };
    const vector = attackVector(config, { own: rows[own], knowledge, random: stream(seed, "attack") });
    return { vector, kind: config.kind, strength: strengthOf(config, m, f), m, f, warnings };
  },
};

function attackOf(flags: Flags): AttackConfig {
  if (flags.kind === undefined) throw new InputError(`--kind must be given: ${KINDS.join(", ")}`);
  const kind = named("--kind", flags.kind, KINDS);
  return parseConfig(AttackConfig, kind, {
    ...givenOptions(kind, OPTIONS[kind], ALL_OPTIONS, flags),
    kind,
  });
}

/** How strongly the attack was played, where it has a strength. */
function strengthOf(config: AttackConfig, m: number, f: number): number | undefined {
  const set = Object.entries(config).find(
    ([option]) => option === ATTACKS[config.kind].strength?.option,
  )?.[1];
  if (typeof set === "number") return set;
  return config.kind === "alie" ? alieZ(m, f) : undefined;
}
