/** Rows that one step adds at once: (a + b) + (c + d). */
export const LEAF = 4;

/** A sum that a step adds: one that is known already, by its first leaf, or one that an earlier step left. */
export type Term = { readonly known: number } | { readonly step: number };

/**
 * Adds `count` rows from `first` on (up to LEAF of them, from left to right, four as two pairs), then these terms one after
 * the other. Without rows it begins with the first term. The result replaces an earlier one in the same place.
 */
export interface Step {
  readonly first: number;
  readonly count: number;
  readonly terms: readonly Term[];
  readonly place: number;
}

/**
 * The steps that sum n rows in a tree whose shape depends on n alone. The last step's result is the sum.
 *
 *   sum of n rows = sum of the first 2ᵏ + sum of the others, 2ᵏ the largest power of two below n
 *
 * Additions are the same whatever is known beforehand, so the sum has the same bits whether it was made at once, or node
 * by node as the rows arrived.
 *
 * `known`: the number of leaves whose sum is known from this leaf on: a power of two that divides it, or 0.
 */
export function sumSteps(n: number, known: (leaf: number) => number = () => 0): Step[] {
  const steps: Step[] = [];
  const roots: Term[] = []; // of the complete subtrees so far, each larger than the next
  const leaves = Math.floor(n / LEAF);
  /** A step that only adds terms to the last step's result becomes part of it, so that the result stays in registers. */
  const add = (step: Step) => {
    const last = steps.at(-1);
    const own = step.terms.slice(0, 2).findIndex((term) => "step" in term && term.step === last?.place);
    if (last === undefined || step.count > 0 || own < 0) steps.push(step);
    else
      steps[steps.length - 1] = {
        ...last,
        terms: [...last.terms, ...step.terms.toSpliced(own, 1)],
        place: step.place,
      };
  };
  for (let leaf = 0; leaf < leaves; ) {
    const span = known(leaf);
    const terms: Term[] = span > 0 ? [{ known: leaf }] : [];
    let [first, size] = [leaf, Math.max(1, span)];
    leaf += size;
    for (const at = first; isRight(first, size); first -= size, size *= 2) {
      const left = roots.pop();
      if (left === undefined)
        throw new RangeError(`sumSteps: known must cover whole subtrees, got leaf ${at}`);
      terms.push(left);
    }
    if (span > 0 && terms.length === 1) roots.push(terms[0]);
    else {
      const place = roots.length; // of the terms, only those that are used up were there
      add({ first: (leaf - 1) * LEAF, count: span > 0 ? 0 : LEAF, terms, place });
      roots.push({ step: place });
    }
  }
  add({ first: leaves * LEAF, count: n - leaves * LEAF, terms: roots.reverse(), place: 0 });
  return steps;
}

/** Whether the subtree of `size` leaves from `first` on is the right half of the next larger one. */
export function isRight(first: number, size: number): boolean {
  return Math.floor(first / size) % 2 === 1;
}
