import type { Verdict } from "@honest-majority/protocol";

/** An honest worker that was kept needs no shape. */
export type MarkedVerdict = Exclude<Verdict, "kept">;

/** A check, a cross and a triangle, in a box of 12 × 12. */
export const VERDICT_SHAPES: Readonly<Record<MarkedVerdict, string>> = {
  caught: "M1.5 6.5l3 3 6-7",
  missed: "M2 2l8 8M10 2l-8 8",
  wronged: "M6 1.5l5 9H1z",
};

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  caught: "caught (malicious, thrown out)",
  missed: "missed (malicious, kept)",
  wronged: "wronged (honest, thrown out)",
  kept: "honest and kept",
};

export function isMarked(verdict: Verdict | undefined): verdict is MarkedVerdict {
  return verdict !== undefined && verdict !== "kept";
}

/** Whether a rule was right about a worker, as a shape; text beside it must say the same. Without hooks, so that tiles can call it. */
export function VerdictMark({ verdict }: { verdict: Verdict | undefined }) {
  if (!isMarked(verdict)) return null;
  return (
    <svg className="verdict-shape" data-verdict={verdict} viewBox="0 0 12 12" aria-hidden="true">
      <title>{VERDICT_WORDS[verdict]}</title>
      <path d={VERDICT_SHAPES[verdict]} />
    </svg>
  );
}
