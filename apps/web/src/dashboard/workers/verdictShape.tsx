import type { Verdict } from "@honest-majority/protocol";

/** A check, a cross and a triangle; an honest worker that was kept needs no shape. */
const SHAPES: Partial<Record<Verdict, string>> = {
  caught: "M1.5 6.5l3 3 6-7",
  missed: "M2 2l8 8M10 2l-8 8",
  wronged: "M6 1.5l5 9H1z",
};

/** A function, not a component: see `keptCells`. */
export function verdictShape(verdict: Verdict | undefined, title: string) {
  const shape = verdict && SHAPES[verdict];
  if (shape === undefined) return null;
  return (
    <svg className="verdict-shape" data-verdict={verdict} viewBox="0 0 12 12" aria-hidden="true">
      <title>{title}</title>
      <path d={shape} />
    </svg>
  );
}
