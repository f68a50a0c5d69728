import type { Examples } from "../examples";

/** A picture that a person drew for a class. */
export interface Drawing {
  label: number;
  /** [height, width, channels], as in `Examples`. */
  pixels: Uint8Array;
}

/** One drawing takes this share of its class's examples; ten take half, and no more are taken. */
const SHARE = 1 / 20;

/** Which example of a shard becomes which drawing. */
export interface Replacement {
  example: number;
  drawing: number;
}

/**
 * Drawings replace the first examples of their class in turn: k of them take k/20 of the class, at least one each and
 * at most half. The class with most examples gives its own for a class that the shard lacks.
 */
export function replacements(
  labels: Uint8Array,
  classes: number,
  drawn: readonly Pick<Drawing, "label">[],
): Replacement[] {
  const byClass = examplesByClass(labels, classes);
  const budgets = byClass.map(({ length }) => Math.ceil(length / 2));
  const largest = byClass.reduce((best, { length }, c) => (length > byClass[best].length ? c : best), 0);
  const drawingsOf = byClass.map((_, c) => drawn.flatMap(({ label }, i) => (label === c ? [i] : [])));
  const taken = byClass.map(() => 0);
  return drawingsOf.flatMap((drawings, c) => {
    const from = byClass[c].length > 0 ? c : largest;
    const wanted = Math.max(drawings.length, Math.round(drawings.length * SHARE * byClass[from].length));
    const count = drawings.length === 0 ? 0 : Math.min(wanted, budgets[from] - taken[from]);
    const examples = byClass[from].slice(taken[from], taken[from] + count);
    taken[from] += count;
    return examples.map((example, i) => ({ example, drawing: drawings[i % drawings.length] }));
  });
}

function examplesByClass(labels: Uint8Array, classes: number): number[][] {
  const byClass = Array.from({ length: classes }, (): number[] => []);
  labels.forEach((label, example) => void byClass[label].push(example));
  return byClass;
}

/** A shard of which drawings replace a part, in place: batches that are made later hold the drawings. */
export interface DrawnShard {
  /** Puts these drawings in place of all earlier ones. Returns the examples that are drawings now. */
  draw(drawings: readonly Drawing[]): ReadonlySet<number>;
}

/** Changes the memory of `examples`. Drawings of another size or of no class of the shard are left out. */
export function drawnShard(examples: Examples): DrawnShard {
  const { height, width, channels, classes, pixels, labels } = examples;
  const size = height * width * channels;
  let dealt: { example: number; label: number; pixels: Uint8Array }[] = [];
  const put = (example: number, drawing: Drawing) => {
    pixels.set(drawing.pixels, example * size);
    labels[example] = drawing.label;
  };
  return {
    draw(drawings) {
      for (const { example, ...original } of dealt) put(example, original);
      const fitting = drawings.filter(
        (drawing) => drawing.pixels.length === size && drawing.label >= 0 && drawing.label < classes,
      );
      const places = replacements(labels, classes, fitting);
      dealt = places.map(({ example }) => ({
        example,
        label: labels[example],
        pixels: pixels.slice(example * size, (example + 1) * size),
      }));
      for (const { example, drawing } of places) put(example, fitting[drawing]);
      return new Set(places.map(({ example }) => example));
    },
  };
}
