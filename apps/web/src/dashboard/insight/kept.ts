import type { ArmRecord, RoundRecord } from "@honest-majority/protocol";

/** The share of a worker's update that each arm kept in a round, without the arms that did not count the update. */
export function keptOf(record: RoundRecord | undefined, labels: readonly string[], worker: string) {
  return labels.flatMap((label, arm) => {
    const row = record?.arms.find((a) => a.label === label)?.rows.find((r) => r.worker === worker);
    return row === undefined ? [] : [{ arm, label, kept: row.kept }];
  });
}

/** The share of a round's rows that the rule kept, by weight; undefined if there were no rows. */
export function meanKept({ rows }: ArmRecord): number | undefined {
  return rows.length === 0 ? undefined : rows.reduce((sum, { kept }) => sum + kept, 0) / rows.length;
}
