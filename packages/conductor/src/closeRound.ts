/** What closing a round computes: first every arm's step, which the next round waits for; then what its record measures. */
import { learningRateAt } from "@honest-majority/learning";
import {
  type AttackConfig,
  type Evaluation,
  quorumOf,
  type RoundRecord,
  type RunConfig,
} from "@honest-majority/protocol";
import { attackAim } from "@honest-majority/robust";
import {
  type ArmClosing,
  byzantineWorkers,
  closeArms,
  honestRows,
  playedAttacks,
  type Roles,
  type Round,
} from "@honest-majority/rounds";
import type { ArmResult, ArmTruth, Compute, Kept, PreparedRun } from "./compute";
import { type ClosedRound, roundRecord } from "./records";
import { type Steps, stepsCodec, stepsOf } from "./steps";

export interface ClosingRound extends Pick<ClosedRound, "codec"> {
  run: string;
  config: RunConfig;
  prepared: PreparedRun;
  compute: Compute;
  round: Round;
  roles: Roles;
}

export interface SteppedRound {
  closings: ArmClosing[];
  results: ArmResult[];
  /** Arms that diverged in this round. */
  diverged: number[];
  learningRate: number;
  /** What the next round brings to workers that hold this round's parameters; undefined where it brings whole ones. */
  steps: Steps | undefined;
}

/** Aggregates, and steps the run's parameters. */
export async function stepArms(closing: ClosingRound): Promise<SteppedRound> {
  const { run, config, prepared, compute, round } = closing;
  const learningRate = learningRateOf(config, round.round, prepared);
  const closings = closeArms(round, { quorum: quorumOf(config), f: config.f });
  const results = await compute.aggregate(run, {
    round: round.round,
    steps: stepsCodec(closing.codec),
    arms: closings
      .filter(({ verdict }) => verdict === "aggregate")
      .map(({ arm, rows, expectedByzantine }) => ({ arm, rows, expectedByzantine, learningRate })),
  });
  const diverged = closings
    .filter(({ arm, verdict }) => {
      const result = results.find((candidate) => candidate.arm === arm);
      return verdict === "diverged" || result?.outcome === "diverged";
    })
    .map(({ arm }) => arm);
  return { closings, results, diverged, learningRate, steps: closingSteps(closing, results) };
}

export interface MeasuredRound {
  /** By result of the round. */
  kept: Kept[];
  /** By arm, of those that were measured. */
  evaluations: ReadonlyMap<number, Evaluation>;
  truths: ArmTruth[];
}

/** Makes all calls at once, because they are about the parameters and rows as they are before the next `aggregate`. */
export async function measureRound(
  { run, config, compute, round, roles }: ClosingRound,
  { diverged }: SteppedRound,
): Promise<MeasuredRound> {
  const arms = measuredRound(round.round, config) ? [...round.arms] : diverged;
  const attacks = aimedAttacks(config, round, roles);
  const [kept, fresh, truths] = await Promise.all([
    compute.armVerdicts(run, null),
    compute.evaluate(run, { arms, attacks }),
    compute.armTruths(run, honestRows(round, roles)),
  ]);
  return { evaluations: new Map(arms.map((arm, i) => [arm, fresh[i]])), kept, truths };
}

/** The record, and the latest evaluation of each arm; `latest`: before this round. */
export function recordOf(
  closing: ClosingRound &
    SteppedRound &
    MeasuredRound &
    Pick<ClosedRound, "losses" | "openedAt" | "closedAt" | "closedBy" | "refusals" | "events">,
  latest: ReadonlyMap<number, Evaluation>,
): { record: RoundRecord; latest: ReadonlyMap<number, Evaluation> } {
  const { config, round, roles, evaluations, truths } = closing;
  const merged = new Map([...latest, ...evaluations]);
  const shown = measuredRound(round.round, config) ? merged : evaluations;
  const truth = { byzantine: byzantineWorkers(round, roles), arms: truths };
  return { record: roundRecord({ ...closing, evaluations: shown, truth }), latest: merged };
}

function closingSteps({ codec, prepared: { dim }, round }: ClosingRound, results: ArmResult[]) {
  if (stepsCodec(codec) === undefined) return undefined;
  return stepsOf(round.round, { codec, dim, arms: round.arms, results });
}

/** The attacks with an aim that are the run's preset, or that a worker of the round plays; each once. */
function aimedAttacks({ attack: preset }: RunConfig, round: Round, roles: Roles): AttackConfig[] {
  const known = preset.kind === "none" ? [] : [preset];
  const all = [...known, ...playedAttacks(round, roles)].filter((attack) => attackAim(attack) !== undefined);
  return [...new Map(all.map((attack) => [JSON.stringify(attack), attack])).values()];
}

/** η of a round, for the workers' local steps and the model's step. */
export function learningRateOf(config: RunConfig, round: number, { train }: PreparedRun): number {
  return learningRateAt({ ...config, round, trainExamples: train.count });
}

/** Whether a round is evaluated: round 0, so that charts get a first point at once; every `evaluateEvery` rounds; and the last. */
export function measuredRound(round: number, { evaluateEvery, rounds }: RunConfig): boolean {
  return round === 0 || (round + 1) % evaluateEvery === 0 || round === rounds - 1;
}
