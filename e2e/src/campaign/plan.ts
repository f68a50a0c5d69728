/** From a seed to a list of faults: the same seed gives the same list, of any length. Pure. */
import { stream } from "@honest-majority/random";

export interface Step {
  /** From 0. */
  step: number;
  kind: string;
  /** For what the fault itself draws. */
  seed: number;
}

/** `weights`: of each kind, how often it comes relative to the others. Every kind comes once before any comes again. */
export function* planOf(seed: number, weights: Readonly<Record<string, number>>): Generator<Step, never> {
  const random = stream(seed, "campaign");
  const kinds = Object.keys(weights);
  if (kinds.length === 0) throw new RangeError("planOf: there must be a kind of fault, got none");
  const first = random.shuffle([...kinds]);
  for (let step = 0; ; step++) {
    const kind = first[step] ?? drawn(kinds, weights, random.uniform());
    yield { step, kind, seed: random.int(2 ** 31) };
  }
}

function drawn(kinds: readonly string[], weights: Readonly<Record<string, number>>, at: number): string {
  const sum = kinds.reduce((total, kind) => total + weights[kind], 0);
  let left = at * sum;
  for (const kind of kinds) {
    left -= weights[kind];
    if (left < 0) return kind;
  }
  return kinds[kinds.length - 1];
}
