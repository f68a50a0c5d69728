import type { BuildValues } from "../options/option";
import { readOptions, withDefaults } from "../options/readOptions";
import { entryOf } from "../options/registry";
import { type AttackConfig, attackRegistry } from "./attacks";
import type { AttackInput, AttackLeaf, Poison, Target } from "./defineAttack";

/** An attack's name under `kind`, and its options beside it; what is absent has its default. */
export interface GivenAttack {
  readonly kind: string;
  readonly [option: string]: unknown;
}

/**
 * The facts of the attack that a config names.
 *
 * @throws RangeError when there is no such attack.
 */
export function attackOf({ kind }: GivenAttack): AttackLeaf {
  return entryOf(attackRegistry, "attack", kind);
}

/**
 * An attack's whole config, with defaults in place of what is absent.
 *
 * @throws RangeError for an unknown attack or option, and for a value that is not allowed.
 */
export function attackConfig(given: string | GivenAttack): AttackConfig {
  const { kind, ...options } = typeof given === "string" ? { kind: given } : given;
  return { kind, ...withDefaults(kind, attackOf({ kind }).options, options) } as AttackConfig;
}

function read(config: GivenAttack): { leaf: AttackLeaf; values: BuildValues<AttackLeaf["options"]> } {
  const leaf = attackOf(config);
  const { kind, ...given } = config;
  return { leaf, values: readOptions(kind, leaf.options, given) as BuildValues<AttackLeaf["options"]> };
}

/**
 * [d]: what a malicious worker sends instead of its update, finite where its input is (but for `nonFinite`).
 *
 * @throws RangeError when the attack needs knowledge and has none, and for an attack that sends nothing.
 */
export function attackVector(config: GivenAttack, input: AttackInput): Float32Array {
  const { leaf, values } = read(config);
  if (leaf.arrives === "never") {
    throw new RangeError(`${leaf.kind}: this attack sends nothing, so it has no vector`);
  }
  return leaf.craft?.(values, input) ?? input.own.slice();
}

/** What the attack does to the batches it trains on; undefined for one that trains honestly. */
export function attackPoison(config: GivenAttack): Poison | undefined {
  const { leaf, values } = read(config);
  return leaf.poison?.(values);
}

/** How long after its opening a round is answered at the earliest, in ms; undefined: at once. */
export function attackDelay(config: GivenAttack, timeLeftMs: number): number | undefined {
  const { leaf, values } = read(config);
  return leaf.delayMs?.(values, timeLeftMs);
}

/** Which of the honest updates the attack must know, as a place among `honest` of them; undefined for none. */
export function rowOf(config: GivenAttack, honest: number): number | undefined {
  const { leaf, values } = read(config);
  const row = leaf.row?.(values);
  return row === undefined ? undefined : Math.min(row, honest - 1);
}

/** The strength that the config sets; undefined where it leaves it to be computed, or the attack has none. */
function setStrength({ leaf, values }: ReturnType<typeof read>): number | undefined {
  const set = leaf.strength === undefined ? undefined : (values as Record<string, unknown>)[leaf.strength];
  return typeof set === "number" ? set : undefined;
}

/** How strong the attack is in a round of m workers of which f attack: as set, or as m and f give it. */
export function knownStrength(config: GivenAttack, round: { m: number; f: number }): number | undefined {
  const attack = read(config);
  return setStrength(attack) ?? attack.leaf.strengthFor?.(round);
}

/**
 * The γ, z or ε that an attack leaves to be computed from the honest updates; undefined for an attack that leaves none,
 * or whose strength is set. `minMax` and `minSum` have it in closed form; the optimized attacks search for the strength
 * that moves the rule's answer farthest from the honest mean, by 20 aggregations unless `target.search` says otherwise.
 *
 * @throws RangeError when there is no honest update, and whatever `aggregate` throws.
 */
export async function attackStrength(config: GivenAttack, target: Target): Promise<number | undefined> {
  const attack = read(config);
  if (attack.leaf.search === undefined || setStrength(attack) !== undefined) return undefined;
  return attack.leaf.search(attack.values, target);
}
