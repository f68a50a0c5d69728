/** What the records of a run tell of the bounds' constants, and of how far its gradients fell. Pure. */
import { estimatesOf, maliciousShare } from "@honest-majority/conductor";
import { DATASETS } from "@honest-majority/learning/facts";
import type { RoundRecord, RunConfig } from "@honest-majority/protocol";
import type { RunRecord } from "@honest-majority/records";
import { clamped, QUANTITIES, USUAL, type Values, withValues } from "./quantities";

/** A run at its batch size. */
export interface Measured {
  label: string;
  batchSize: number;
  rounds: number;
  /** Means over the rounds of ‖mean honest update‖ on the first arm, and of its square; unset where nobody measured it. */
  norm?: number;
  square?: number;
  /** Sliders for the constants that the record tells; the others stay assumptions. */
  values: Partial<Values>;
}

/** A sentence where the record tells nothing. */
export function runIn({ config, rounds }: RunRecord, label: string): Measured | string {
  return (
    measuredIn(config, rounds, label) ??
    `${label} tells nothing of its honest workers: its roles are secret, or nobody measured them.`
  );
}

/** Undefined where the roles of the run are not known. */
export function measuredIn(
  config: RunConfig,
  rounds: readonly RoundRecord[],
  label: string,
): Measured | undefined {
  const norms = rounds.flatMap(({ stage }) => stage?.honestNorm?.[0] ?? []);
  const found = estimatesOf(rounds, config, DATASETS[config.dataset].train);
  if (norms.length === 0 && found === undefined) return undefined;
  const delta = maliciousShare(rounds);
  const values: Partial<Values> = {
    m: config.workers,
    delta,
    C: rounds.length * config.localSteps * config.batchSize * config.workers * (1 - delta),
    ...(found && {
      sigma: Math.sqrt(found.variance),
      F0: found.gap,
      ...(found.smoothness !== null && { L: found.smoothness }),
      ...(found.robustness !== null && { c: found.robustness }),
    }),
  };
  return {
    label,
    batchSize: config.batchSize,
    rounds: rounds.length,
    ...(norms.length > 0 && { norm: mean(norms), square: mean(norms.map((norm) => norm ** 2)) }),
    values: shortened(values),
  };
}

const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;

/** Three digits, as the sliders have. What no slider reaches stays an assumption. */
function shortened(values: Partial<Values>): Partial<Values> {
  return Object.fromEntries(
    QUANTITIES.flatMap((quantity) => {
      const value = Number(values[quantity.key]?.toPrecision(3));
      return clamped(quantity, value) === value ? [[quantity.key, value]] : [];
    }),
  );
}

/** A measured run in an address, and what it tells of the constants, whose values stand there too. */
function textOfRun({ batchSize, rounds, norm = Number.NaN, square = Number.NaN, values }: Measured): string {
  const means = [square, norm].map((value) => Number(value.toPrecision(3)));
  return [batchSize, rounds, ...means, Object.keys(values).join("-")].join(":");
}

/** The query of the page about batch sizes that shows this run. */
export function addressQuery(run: Measured): string {
  return withValues(new URLSearchParams({ run: textOfRun(run) }).toString(), { ...USUAL, ...run.values });
}

/** Undefined for what is none. */
export function runOfText(text: string | null, all: Values): Measured | undefined {
  const [batchSize, rounds, square, norm, keys] = (text ?? "").split(":");
  const numbers = [batchSize, rounds].map(Number);
  if (keys === undefined || !numbers.every((value) => Number.isInteger(value) && value > 0)) return undefined;
  const known = QUANTITIES.filter(({ key }) => keys.split("-").includes(key));
  return {
    label: "The run of the dashboard",
    batchSize: numbers[0],
    rounds: numbers[1],
    ...(Number(norm) > 0 && Number(square) > 0 && { norm: Number(norm), square: Number(square) }),
    values: Object.fromEntries(known.map(({ key }) => [key, all[key]])),
  };
}
