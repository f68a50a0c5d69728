/** Removes from a run what reveals roles, for a screen that others see before the reveal. Pure. */
import type { RunColumns } from "./columns";
import type { Flag } from "./flags";
import { armMeasures, type Value } from "./measures";

const SECRET = Object.fromEntries(
  armMeasures.flatMap(([metric, { secret }]) => (secret ? [[metric, []]] : [])),
) as Record<string, Value[]>;

/** The flags that are not flips. */
export function publicFlags(flags: readonly Flag[]): readonly Flag[] {
  return flags.filter(({ flip }) => flip === undefined);
}

/** Without flips and without what tells roles, as if no record had the roles. */
export function publicColumns(columns: RunColumns): RunColumns {
  return {
    ...columns,
    flags: publicFlags(columns.flags),
    arms: columns.arms.map((arm) => ({ ...arm, values: { ...arm.values, ...SECRET } })),
    truth: false,
  };
}
