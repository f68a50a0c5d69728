/** The quantity that a sweep's table shows. */
import type { Entry, Spread } from "../sweep/summary";

export interface Quantity {
  /** The name of its figure's file. */
  name: string;
  axis: string;
  /** The text above the table, without its full stop. */
  caption: string;
  of(entry: Entry): Spread;
  /** Whether the table has a second column of what choosing on the test set gives, where entries have it. */
  hasByTest?: true;
  /** Formats it as the paper does. */
  print(value: number): string;
  /** Which of the compared values is bold. */
  best: "most" | "least";
}

export const ACCURACY: Quantity = {
  name: "accuracy",
  axis: "test accuracy",
  caption: "Test accuracy in percent",
  of: ({ accuracy }) => accuracy,
  hasByTest: true,
  print: (share) => (100 * share).toFixed(2),
  best: "most",
};

export const SECONDS: Quantity = {
  name: "seconds",
  axis: "seconds",
  caption: "Seconds of a whole run, test sets included, runs one after another",
  of: ({ seconds }) => seconds,
  print: (seconds) => seconds.toFixed(2),
  best: "least",
};

/** Of the entries that have one. */
export const ATTACK_SUCCESS: Quantity = {
  name: "attack success",
  axis: "attack success",
  caption:
    "Attack success in percent: of the test pictures of other classes, those that the model takes for the attack's target once they bear its trigger",
  of: ({ attackSuccess }) => attackSuccess ?? { mean: Number.NaN, deviation: 0 },
  print: (share) => (100 * share).toFixed(2),
  best: "least",
};
