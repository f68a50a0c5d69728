import type { Cell } from "../sweep/cells";
import type { Selection } from "../sweep/selection";

/** How the runs of a table were chosen, as the end of a sentence on their accuracy; empty if nothing was chosen. */
export function selectionSentence(cells: readonly Cell[], { best, worst, on }: Selection): string {
  const several = (field: string) => new Set(cells.map(({ place }) => JSON.stringify(place[field]))).size > 1;
  const { validation = 0 } = cells[0].config;
  const pictures =
    on === "test"
      ? "chosen on the test set, as the papers do"
      : `chosen on a validation split (${Number((100 * validation).toPrecision(3))} % of the training set, which no worker gets); *by test*: what the same runs give when it is chosen on the test set, as the papers do`;
  return [
    ...(worst === undefined ? [] : [`the lowest over ${worst}`]),
    ...(several(best) ? [`the best ${best} is ${pictures}`] : []),
  ]
    .map((part) => `; ${part}`)
    .join("");
}
