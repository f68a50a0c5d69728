/** Who is malicious from which round on, as a run's settings plan it. */
import { z } from "zod";
import { AttackConfig } from "./attackConfig";
import { quoted } from "./limits";

/** From `round` on, the last `attackers` places of the run are malicious, and all others honest. */
export interface Turn {
  round: number;
  attackers: number;
  /** Unset: the run's attack. */
  attack?: AttackConfig;
}

const Entry = z.strictObject({
  round: z.int().min(1),
  attackers: z.int().min(0),
  attack: AttackConfig.optional(),
});

/** A person may write turns as a text: "15:1, 25:2:foe, 40:0", or JSON. */
export function turnsSchema(most: number): z.ZodType<Turn[], Turn[] | string> {
  const list = z.array(Entry).min(1).max(most);
  const schema = z.unknown().transform((value, context) => {
    const parsed = list.safeParse(typeof value === "string" ? entriesIn(value) : value);
    if (parsed.success) return parsed.data;
    if (typeof value === "string" && parsed.error.issues.some(({ code }) => code === "invalid_type")) {
      const message = `must be ROUND:ATTACKERS or ROUND:ATTACKERS:ATTACK with commas between them, got ${quoted(value)}`;
      context.addIssue({ code: "custom", message, input: value });
      return z.NEVER;
    }
    for (const issue of parsed.error.issues) context.addIssue({ ...issue, input: value } as never);
    return z.NEVER;
  });
  return schema as unknown as z.ZodType<Turn[], Turn[] | string>;
}

/** A part that is no turn stays a text, about which the schema complains. */
function entriesIn(text: string): unknown {
  if (text.trimStart().startsWith("[")) return jsonIn(text);
  return text.split(/[\s,;]+/).flatMap((part): unknown[] => {
    if (part === "") return [];
    const found = /^(\d+):(\d+)(?::([A-Za-z]\w*))?$/.exec(part);
    if (found === null) return [part];
    const [, round, attackers, attack] = found;
    return [{ round: Number(round), attackers: Number(attackers), ...(attack && { attack }) }];
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The turns as a person writes them; as JSON if an attack has options of its own. */
export function turnsText(turns: readonly Turn[]): string {
  const parts = turns.map(({ round, attackers, attack }) => {
    if (attack === undefined) return `${round}:${attackers}`;
    const isPlain = JSON.stringify(AttackConfig.parse(attack.kind)) === JSON.stringify(attack);
    return isPlain ? `${round}:${attackers}:${attack.kind}` : undefined;
  });
  return parts.includes(undefined) ? JSON.stringify(turns) : parts.join(",");
}

/** The turn that holds in a round; undefined before the first. */
export function turnAt(turns: readonly Turn[] | undefined, round: number): Turn | undefined {
  return turns?.findLast((turn) => turn.round <= round);
}

/** The sentence for a person when the turns do not fit each other or the other settings. */
export function turnsProblem(
  turns: readonly Turn[],
  { workers, attack }: { workers: number; attack: { kind: string } },
): string | undefined {
  const early = turns.find(({ round }, i) => i > 0 && round <= turns[i - 1].round);
  if (early !== undefined)
    return `must be in the order of their rounds, each once; round ${early.round} is not`;
  const many = turns.find(({ attackers }) => attackers > workers);
  if (many !== undefined) return `must have at most workers (${workers}) attackers, got ${many.attackers}`;
  const nameless = turns.find((turn) => turn.attackers > 0 && (turn.attack ?? attack).kind === "none");
  return (
    nameless &&
    `must name an attack for round ${nameless.round}: write ${nameless.round}:${nameless.attackers}:bitFlip, or set the run's attack`
  );
}
