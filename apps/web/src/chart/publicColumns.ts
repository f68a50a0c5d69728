/** Removes from a run what reveals roles, for a screen that others see before the reveal. Pure. */
import type { RunColumns } from "./columns";
import type { Flag } from "./flags";
import { armMeasures, runMeasures, type Value } from "./measures";

/** The flags that may be shown, with the texts for this. */
export function publicFlags(flags: readonly Flag[]): readonly Flag[] {
  return flags.flatMap((flag) => (flag.publicText === undefined ? [] : [{ ...flag, text: flag.publicText }]));
}

/** The values, with no value of a measure that tells roles. */
export function publicValues<Metric extends string>(
  values: Readonly<Record<Metric, Value[]>>,
  measures: readonly (readonly [metric: Metric, { readonly secret?: true }])[],
): Record<Metric, Value[]> {
  const shown = measures.map(([metric, { secret }]) => [metric, secret ? [] : values[metric]]);
  return Object.fromEntries(shown);
}

/** Without flips and without what tells roles, as if no record had the roles. */
export function publicColumns(columns: RunColumns): RunColumns {
  return {
    ...columns,
    values: publicValues(columns.values, runMeasures),
    flags: publicFlags(columns.flags),
    arms: columns.arms.map((arm) => ({ ...arm, values: publicValues(arm.values, armMeasures) })),
    truth: false,
  };
}
