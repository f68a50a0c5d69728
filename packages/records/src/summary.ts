import { armLabel, type RoundRecord, type RunConfig } from "@honest-majority/protocol";

/** A run in one line of a table. */
export interface RunSummary {
  run: string;
  config: RunConfig;
  /** Unix milliseconds; undefined for a run without rounds. */
  openedAt?: number;
  closedAt?: number;
  /** How many are recorded. */
  rounds: number;
  /** Rounds without a record, though later ones were recorded. */
  missing?: string;
  /** Changes of role, counted as the record counts them. */
  flips: number;
  /** The last accuracy of each rule, in the order of the settings; null where it was never measured. */
  accuracy: (number | null)[];
}

/** Takes a run's rounds one after another. */
export function summaryOf(
  run: string,
  config: RunConfig,
): { add: (record: RoundRecord) => void; get: () => RunSummary } {
  const last = new Map<string, number>();
  let openedAt: number | undefined;
  let closedAt: number | undefined;
  let rounds = 0;
  let flips = 0;
  return {
    add(record) {
      openedAt ??= record.openedAt;
      closedAt = record.closedAt;
      rounds++;
      for (const event of record.events) {
        if (event.kind === "flipped") flips++;
        else if (event.kind === "more" && event.of === "flips") flips += event.count;
      }
      for (const { label, evaluation } of record.arms)
        if (evaluation !== undefined) last.set(label, evaluation.accuracy);
    },
    get: () => ({
      run,
      config,
      openedAt,
      closedAt,
      rounds,
      flips,
      accuracy: config.arms.map((arm) => last.get(armLabel(arm)) ?? null),
    }),
  };
}
