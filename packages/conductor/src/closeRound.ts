/** Closes a round, in this order: aggregate, evaluate, compare with the honest updates, keep the record. */
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
  byzantineWorkers,
  closeArms,
  honestRows,
  playedAttacks,
  type Roles,
  type Round,
} from "@honest-majority/rounds";
import type { ArmResult, Compute, PreparedRun } from "./compute";
import { type ClosedRound, roundRecord } from "./records";
import { type Steps, stepsCodec, stepsOf } from "./steps";

export interface ClosingRound
  extends Pick<ClosedRound, "losses" | "openedAt" | "closedBy" | "codec" | "refusals" | "events"> {
  run: string;
  config: RunConfig;
  prepared: PreparedRun;
  compute: Compute;
  round: Round;
  roles: Roles;
  /** The latest evaluation of each arm; updated with this round's. */
  evaluations: Map<number, Evaluation>;
  now: () => number;
  keep: (record: RoundRecord) => Promise<void>;
}

interface Closed {
  record: RoundRecord;
  /** Arms that diverged in this round. */
  diverged: number[];
  /** What the next round brings to workers that hold this round's parameters; undefined where it brings whole ones. */
  steps: Steps | undefined;
}

/** When anything fails, restores the run's vectors as they were before the round, and rethrows. */
export async function closeRound(closing: ClosingRound): Promise<Closed> {
  const { parameters, previous, residual } = closing.prepared;
  const before = [parameters, previous, residual].map((vectors) => ({ vectors, values: vectors.slice() }));
  try {
    const closed = await computeRound(closing);
    await closing.keep(closed.record);
    return closed;
  } catch (error) {
    for (const { vectors, values } of before) vectors.set(values);
    throw error;
  }
}

async function computeRound(closing: ClosingRound): Promise<Closed> {
  const { run, config, prepared, compute, round, roles, evaluations } = closing;
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

  const isMeasured = measuredRound(round.round, config);
  const measured = isMeasured ? [...round.arms] : diverged;
  const fresh = await compute.evaluate(run, { arms: measured, attacks: aimedAttacks(config, round, roles) });
  measured.forEach((arm, i) => {
    evaluations.set(arm, fresh[i]);
  });
  const shown = isMeasured ? evaluations : new Map(measured.map((arm, i) => [arm, fresh[i]]));

  const truths = await compute.armTruths(run, honestRows(round, roles));
  const truth = { byzantine: byzantineWorkers(round, roles), arms: truths };
  const record = roundRecord({
    ...closing,
    closings,
    results,
    diverged,
    learningRate,
    evaluations: shown,
    closedAt: closing.now(),
    truth,
  });
  return { record, diverged, steps: closingSteps(closing, results) };
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
