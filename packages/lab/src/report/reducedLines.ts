/** A paragraph on what is smaller than in the paper, and so what a report cannot show; none if nothing is. */
export const reducedLines = ({ reduced = "" }: { reduced?: string }): string[] =>
  reduced === "" ? [] : ["", `Reduced: ${reduced}.`];
