/** The texts and places of the guard bar. Pure. */
import { AttackConfig, type Role } from "@honest-majority/protocol";
import { attackWeakness } from "@honest-majority/robust/facts";

export interface Guarded {
  /** Workers that are here. */
  m: number;
  /** How many malicious workers the rules expect. */
  f: number;
  /** How many of them are malicious; undefined where this screen does not show roles. */
  malicious?: number;
}

export interface Tick {
  label: string;
  /** 0 … 1 of the bar. */
  at: number;
  /** On which side of the tick its label stands. */
  side: "start" | "end";
}

/** The bar's length is m workers, or f if the rules expect more than there are. Empty while nobody is here. */
export function barOf({ m, f, malicious }: Guarded): { filled: number; ticks: Tick[] } {
  if (m === 0) return { filled: 0, ticks: [] };
  const length = Math.max(m, f);
  const marks = [
    { label: `f=${f}`, at: f / length },
    { label: `m/2=${m / 2}`, at: m / 2 / length },
  ].sort((a, b) => a.at - b.at);
  const [low, high] = marks;
  const ticks: Tick[] =
    low.at === high.at
      ? [{ label: marks.map(({ label }) => label).join(", "), at: low.at, side: "end" }]
      : [
          { ...low, side: low.at < LABEL_ROOM ? "end" : "start" },
          { ...high, side: high.at > 1 - LABEL_ROOM ? "start" : "end" },
        ];
  return { filled: Math.min(1, (malicious ?? 0) / length), ticks };
}

/** The share of the bar that a label may need. */
const LABEL_ROOM = 0.2;

/** What the number of malicious workers means for the rules; undefined up to the number that they expect. */
export function dangerOf({ m, f, malicious }: Guarded): string | undefined {
  if (malicious === undefined) return undefined;
  if (malicious > 0 && malicious >= m / 2) return "no rule can promise anything";
  return malicious > f ? "more than the rules expect" : undefined;
}

/** "10 of 40 malicious" */
export function countText({ m, malicious }: Guarded): string {
  if (m === 0) return "no workers yet";
  return malicious === undefined ? "roles hidden" : `${malicious} of ${m} malicious`;
}

/** Why attacks that these workers play are weak or none, a sentence for each attack. Skips those that this page does not know. */
export function weaknessesAmong(present: readonly { role?: Role }[]): string[] {
  const played = present.flatMap(({ role }) => (role?.kind === "malicious" ? [role.attack] : []));
  const round = { m: present.length, f: played.length };
  const known = played.flatMap((attack) => AttackConfig.safeParse(attack).data ?? []);
  return [...new Set(known.flatMap((attack) => attackWeakness(attack, round) ?? []))];
}
