import type { BuildValues } from "../options/option";
import { readOptions, withDefaults } from "../options/readOptions";
import { entryOf } from "../options/registry";
import { type AttackConfig, attackRegistry } from "./attacks";
import type { Aim, AttackEntry, AttackInput, Poison, Target } from "./defineAttack";

/** An attack's name as `kind`, and its options; absent options have their defaults. */
export interface GivenAttack {
  readonly kind: string;
  readonly [option: string]: unknown;
}

/**
 * The attack that a config names.
 *
 * @throws RangeError when there is no such attack.
 */
export function attackOf({ kind }: GivenAttack): AttackEntry {
  return entryOf(attackRegistry, "attack", kind);
}

/**
 * An attack's complete config: absent options get their defaults.
 *
 * @throws RangeError for an unknown attack or option, and for a value that is not allowed.
 */
export function attackConfig(given: string | GivenAttack): AttackConfig {
  const { kind, ...options } = typeof given === "string" ? { kind: given } : given;
  return { kind, ...withDefaults(kind, attackOf({ kind }).options, options) } as AttackConfig;
}

function read(config: GivenAttack): { entry: AttackEntry; values: BuildValues<AttackEntry["options"]> } {
  const entry = attackOf(config);
  const { kind, ...given } = config;
  return { entry, values: readOptions(kind, entry.options, given) as BuildValues<AttackEntry["options"]> };
}

/**
 * [d]: the vector that a malicious worker sends instead of its update. Finite if its input is (except for `nonFinite`).
 *
 * @throws RangeError when required knowledge is missing, and for an attack that sends nothing.
 */
export function attackVector(config: GivenAttack, input: AttackInput): Float32Array {
  const { entry, values } = read(config);
  if (entry.arrives === "never") {
    throw new RangeError(`${entry.kind}: this attack sends nothing, so it has no vector`);
  }
  return entry.craft?.(values, input) ?? input.own.slice();
}

/** How the attack changes its training batches; undefined for an attack that trains honestly. */
export function attackPoison(config: GivenAttack): Poison | undefined {
  const { entry, values } = read(config);
  return entry.poison?.(values);
}

/** What the attack wants of the trained model; undefined for an attack without a trigger. */
export function attackAim(config: GivenAttack): Aim | undefined {
  const { entry, values } = read(config);
  return entry.aim?.(values);
}

/** The least time between a round's opening and the answer, in ms; undefined: no delay. */
export function attackDelay(config: GivenAttack, timeLeftMs: number): number | undefined {
  const { entry, values } = read(config);
  return entry.delayMs?.(values, timeLeftMs);
}

/** The index, among `honest` updates, of the one the attack must know; undefined if it needs none. */
export function rowOf(config: GivenAttack, honest: number): number | undefined {
  const { entry, values } = read(config);
  const row = entry.row?.(values);
  return row === undefined ? undefined : Math.min(row, honest - 1);
}

/** The strength that the config sets; undefined if it is to be computed or the attack has none. */
function setStrength({ entry, values }: ReturnType<typeof read>): number | undefined {
  const set = entry.strength === undefined ? undefined : (values as Record<string, unknown>)[entry.strength];
  return typeof set === "number" ? set : undefined;
}

/** The strength of the attack in a round of m workers of which f attack: the config's, or computed from m and f. */
export function knownStrength(config: GivenAttack, round: { m: number; f: number }): number | undefined {
  const attack = read(config);
  return setStrength(attack) ?? attack.entry.strengthFor?.(round);
}

/**
 * Why the attack is weak, or none, in a round of m workers of which f attack, as sentences for people; see `weakness` of
 * its entry. Undefined if it is not, and if the config sets the strength. `computed` is the result of `attackStrength`;
 * without it, only a strength that depends on m and f alone is judged.
 */
export function attackWeakness(
  config: GivenAttack,
  round: { m: number; f: number },
  computed?: number,
): string | undefined {
  const attack = read(config);
  if (setStrength(attack) !== undefined) return undefined;
  const strength = computed ?? attack.entry.strengthFor?.(round);
  return strength === undefined ? undefined : attack.entry.weakness?.(strength, round);
}

/**
 * Computes the γ, z or ε from the honest updates. Undefined if the attack has no such strength or the config sets it.
 * `minMax` and `minSum` have closed forms. The optimized attacks search for the strength that moves the rule's aggregate
 * farthest from the honest mean, with 20 aggregations unless `target.search` sets another number.
 * @throws RangeError when there is no honest update, and whatever `aggregate` throws.
 */
export async function attackStrength(config: GivenAttack, target: Target): Promise<number | undefined> {
  const attack = read(config);
  if (attack.entry.search === undefined || setStrength(attack) !== undefined) return undefined;
  return attack.entry.search(attack.values, target);
}
