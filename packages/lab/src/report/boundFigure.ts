/** ByzSGDm's bound U(B) and the measured accuracies, in two panels over the same B axis. */
import { boundByzsgdm, type Problem } from "@honest-majority/robust";
import type { Entry } from "../sweep/summary";
import { lineFigures } from "./figure";

/** The number of points of the bound's curve. It has more points than were measured, and extends farther on both sides. */
const STEPS = 25;

export function boundBesideMeasured(
  title: string,
  problems: readonly Problem[],
  entries: readonly Entry[],
): Promise<string> {
  const batches = entries.map(({ place }) => Number(place.B));
  const [from, to] = [Math.min(...batches) / 2, Math.max(...batches) * 2];
  const seriesOf = (delta: unknown) => `δ = ${Number(delta)}`;
  const x = { title: "B", scale: "log" } as const;
  return lineFigures(title, [
    {
      title: "U(B), the bound of ByzSGDm",
      x,
      y: { title: "U(B)", scale: "log" },
      points: problems.flatMap((problem) =>
        Array.from({ length: STEPS }, (_, i) => {
          const B = from * (to / from) ** (i / (STEPS - 1));
          return { series: seriesOf(problem.delta), x: B, y: boundByzsgdm(problem, B) };
        }),
      ),
      marks: false,
    },
    {
      title: "measured",
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
