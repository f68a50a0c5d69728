import type { ArmRecord, RoundRecord } from "@honest-majority/protocol";

/** What each arm kept of a worker's update in a round; arms that did not count it are left out. */
export function keptOf(record: RoundRecord | undefined, labels: readonly string[], worker: string) {
  return labels.flatMap((label, arm) => {
    const row = record?.arms.find((a) => a.label === label)?.rows.find((r) => r.worker === worker);
    return row === undefined ? [] : [{ arm, label, kept: row.kept }];
  });
}

/** Share of a round's rows that counted, by weight; undefined where none were. */
export function meanKept({ rows }: ArmRecord): number | undefined {
  return rows.length === 0 ? undefined : rows.reduce((sum, { kept }) => sum + kept, 0) / rows.length;
}
