/** What TensorBoard shows of a run: its name, and its measurements as scalars. Pure. */
import { learningRateAt } from "@honest-majority/learning";
import { datasetOf } from "@honest-majority/learning/facts";
import type { RunConfig } from "@honest-majority/protocol";
import { fileSigns, type Scalar } from "@honest-majority/records";
import { nameOf } from "../presets/preset";
import type { Curve } from "../sweep/resultStore";

/**
 * One scalar for each measurement of the curve, by its round. Values that were not finite are left out. `seconds`: of the
 * whole run; a curve has no times, so they are spread evenly over the rounds.
 */
export function runScalars(config: RunConfig, curve: Curve, seconds: number): Scalar[] {
  const trainExamples = datasetOf(config.dataset).train;
  const series: Record<string, readonly (number | null)[] | undefined> = {
    "accuracy/test": curve.accuracy,
    "accuracy/validation": curve.validation,
    "loss/test": curve.loss,
    "loss/train": curve.trainLoss,
    "attack success": curve.attackSuccess,
    "learning rate": curve.rounds.map((round) => learningRateAt({ ...config, round, trainExamples })),
  };
  return curve.rounds.flatMap((step, i) => {
    const wallTime = (seconds * (step + 1)) / config.rounds;
    return Object.entries(series).flatMap(([tag, values]) => {
      const value = values?.[i] ?? null;
      return value === null ? [] : [{ tag, step, wallTime, value }];
    });
  });
}

/** "rule=krum,B=32,seed=1": the name of a run by its place in a sweep's table, for a folder on any system. */
export function runName(place: Record<string, unknown>): string {
  return Object.entries(place)
    .map(
      ([field, value]) => `${field}=${fileSigns(nameOf(value).replaceAll(" = ", "=").replace(/, /g, ","))}`,
    )
    .join(",");
}
