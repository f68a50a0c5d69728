/**
 * An arm's look on the chart, on the map and in tables. Each arm has a colour, a dash and a mark of its own, so that a
 * reader need not distinguish colours. Blue and orange, the circle and the cross mean roles; no arm has them.
 */
import type { Mark } from "./markPath";

export interface ArmStyle {
  /** A custom property of tokens.css. */
  color: string;
  /** Lengths in pixels; empty for a solid line. */
  dash: readonly number[];
  mark: Mark;
  /** The line's width in pixels. */
  width: number;
}

/** The plain mean: ink, solid and thicker than the other arms. */
export const MEAN_STYLE: ArmStyle = { color: "--arm-0", dash: [], mark: "star", width: 3 };

const OTHERS: readonly Pick<ArmStyle, "dash" | "mark">[] = [
  { dash: [10, 4], mark: "square" },
  { dash: [2, 3], mark: "triangle" },
  { dash: [14, 4, 2, 4], mark: "diamond" },
  { dash: [5, 3], mark: "bar" },
  { dash: [20, 4], mark: "hourglass" },
  { dash: [12, 3, 2, 3, 2, 3], mark: "wedge" },
  { dash: [4, 6], mark: "arch" },
  { dash: [12, 3, 5, 3], mark: "plus" },
];

export interface ArmPlace {
  isMean: boolean;
  /** The arm's place among the arms that are not the mean. */
  place: number;
}

export function armStyle({ isMean, place }: ArmPlace): ArmStyle {
  if (isMean) return MEAN_STYLE;
  const i = place % OTHERS.length;
  return { color: `--arm-${i + 1}`, ...OTHERS[i], width: 2.4 };
}

interface Methods {
  aggregator: { rule: string };
  preAggregators: readonly unknown[];
}

/** The styles of a run's arms, in their order. An arm that is added at the end changes no other arm's style. */
export function armStyles(arms: readonly Methods[]): ArmStyle[] {
  const mean = arms.findIndex(isPlainMean);
  return arms.map((_, i) => armStyle({ isMean: i === mean, place: mean >= 0 && i > mean ? i - 1 : i }));
}

/** A run may have several; the first one is drawn as the mean. */
const isPlainMean = ({ aggregator, preAggregators }: Methods) =>
  aggregator.rule === "mean" && preAggregators.length === 0;
