/** What a sweep's table shows of its runs. */
import type { Entry, Spread } from "../sweep/summary";

export interface Quantity {
  /** Names its figure's file. */
  name: string;
  axis: string;
  /** Above the table. */
  caption: string;
  of(entry: Entry): Spread;
  /** As the paper prints it. */
  print(value: number): string;
  /** Which of a row is shown in bold. */
  best: "most" | "least";
}

export const ACCURACY: Quantity = {
  name: "accuracy",
  axis: "test accuracy",
  caption: "Test accuracy in percent, the best of the η₀ tried, in brackets the paper's.",
  of: ({ accuracy }) => accuracy,
  print: (share) => (100 * share).toFixed(2),
  best: "most",
};

export const SECONDS: Quantity = {
  name: "seconds",
  axis: "seconds",
  caption: "Seconds of a whole run, test sets included, runs one after another; in brackets the paper's.",
  of: ({ seconds }) => seconds,
  print: (seconds) => seconds.toFixed(2),
  best: "least",
};
