/** The bound of an algorithm and the measured accuracies, in two panels over the same B axis. */
import type { Problem } from "@honest-majority/robust";
import type { Entry } from "../sweep/summary";
import { lineFigures } from "./figure";

/** The number of points of the bound's curve. It has more points than were measured, and extends farther on both sides. */
const STEPS = 25;

export interface Bounded {
  /** The algorithm's. */
  name: string;
  boundName: string;
  bound: (problem: Problem, B: number) => number;
}

export function boundBesideMeasured(
  title: string,
  { bound, boundName, name }: Bounded,
  problems: readonly Problem[],
  entries: readonly Entry[],
): Promise<string> {
  const batches = entries.map(({ place }) => Number(place.B));
  const [from, to] = [Math.min(...batches) / 2, Math.max(...batches) * 2];
  const seriesOf = (delta: unknown) => `δ = ${Number(delta)}`;
  const x = { title: "B", scale: "log" } as const;
  return lineFigures(title, [
    {
      title: boundName,
      x,
      y: { title: "bound", scale: "log" },
      points: problems.flatMap((problem) =>
        Array.from({ length: STEPS }, (_, i) => {
          const B = from * (to / from) ** (i / (STEPS - 1));
          return { series: seriesOf(problem.delta), x: B, y: bound(problem, B) };
        }),
      ),
      marks: false,
    },
    {
      title: `${name}, measured`,
      x,
      y: { title: "test accuracy", scale: "linear" },
      points: entries.map(({ place, accuracy }) => ({
        series: seriesOf(place.delta),
        x: Number(place.B),
        y: accuracy.mean,
      })),
    },
  ]);
}
