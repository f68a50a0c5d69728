/** What a campaign prints at its end. Pure. */
import type { CampaignResult } from "./campaign";
import { FINDINGS, type FindingKind } from "./ledger";

/** The number of faults of each kind that the checks can find. */
export function countsOf({ findings }: Pick<CampaignResult, "findings">): Record<FindingKind, number> {
  const kinds = Object.keys(FINDINGS) as FindingKind[];
  const counted = kinds.map((one) => [one, findings.filter(({ kind }) => kind === one).length]);
  return Object.fromEntries(counted) as Record<FindingKind, number>;
}

export function summaryOf(result: CampaignResult): string {
  const { seed, injected, rounds, findings, resumedMs } = result;
  const total = Object.values(injected).reduce((sum, n) => sum + n, 0);
  const kinds = Object.entries(injected).sort(([, a], [, b]) => b - a);
  const counts = Object.entries(countsOf(result)).map(
    ([kind, n]) => `${FINDINGS[kind as FindingKind]}: ${n}`,
  );
  const sorted = resumedMs.toSorted((a, b) => a - b);
  const lines = [
    `seed ${seed}: ${total} faults, ${rounds} rounds`,
    kinds.map(([kind, n]) => `${kind} ${n}`).join(", "),
    counts.join(", "),
  ];
  if (sorted.length > 0) {
    const [median, longest] = [sorted[sorted.length >> 1], sorted[sorted.length - 1]].map(Math.round);
    lines.push(
      `from a restarted process to the next round: median ${median} ms, longest ${longest} ms of ${sorted.length}`,
    );
  }
  for (const { step, kind, detail } of findings.slice(0, 20))
    lines.push(`step ${step}, ${FINDINGS[kind]}: ${detail}`);
  if (findings.length > 0)
    lines.push(`To repeat it: npm run campaign -- --seed ${seed} --faults ${findings[0].step + 1}`);
  return lines.join("\n");
}
