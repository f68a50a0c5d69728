/** Makes a closed round's record for the log and the dashboards, and the summary that a worker may see. */
import {
  type ArmRecord,
  armLabel,
  type Evaluation,
  isThrownOut,
  type RoundRecord,
  type RoundSummary,
  type RunConfig,
  type RunEvent,
  type VectorCodec,
} from "@honest-majority/protocol";
import { median } from "@honest-majority/robust";
import { type ArmClosing, hasAnswered, type Round } from "@honest-majority/rounds";
import type { ArmResult, ArmTruth, Kept } from "./compute";

function armRecord(
  config: RunConfig,
  round: Round,
  closing: ArmClosing,
  result: (ArmResult & { kept: Kept }) | undefined,
  {
    learningRate,
    losses,
    evaluation,
  }: { learningRate: number; losses: ReadonlyMap<string, number>; evaluation: Evaluation | undefined },
): ArmRecord {
  const workers = closing.rows.map((row) => round.invited[row]);
  const known = workers.flatMap((worker) => losses.get(worker) ?? []);
  const base = {
    label: armLabel(config.arms[closing.arm]),
    counted: closing.rows.length,
    expectedByzantine: closing.expectedByzantine,
    learningRate,
    // claims: a mean would be whatever a single liar says
    trainLoss: known.length === 0 ? null : median(Float64Array.from(known)),
  };
  if (result === undefined) {
    const outcome = closing.verdict === "diverged" ? "diverged" : "skipped";
    return { ...base, ...untouched, outcome, reason: closing.reason, evaluation };
  }
  const { kept } = result;
  const unknown = typeof kept === "string";
  return {
    ...base,
    outcome: result.outcome,
    reason: result.reason,
    rows: unknown ? [] : kept.map((kept, i) => ({ worker: workers[i], kept, score: result.scores?.[i] })),
    warnings: unknown
      ? [...result.warnings, `what the rule kept of each update could not be computed: ${kept}`]
      : result.warnings,
    aggregateNorm: result.aggregateNorm,
    aggregateMs: result.aggregateMs,
    evaluation,
  };
}

/** An arm that diverged in an earlier round: it takes no steps and repeats its last evaluation. */
function divergedArmRecord(config: RunConfig, arm: number, evaluation: Evaluation | undefined): ArmRecord {
  return {
    ...untouched,
    label: armLabel(config.arms[arm]),
    outcome: "diverged",
    reason: "it diverged in an earlier round",
    counted: 0,
    expectedByzantine: 0,
    learningRate: 0,
    trainLoss: null,
    evaluation,
  };
}

const untouched = { rows: [], warnings: [], aggregateNorm: null, aggregateMs: 0 };

export interface ClosedRound {
  config: RunConfig;
  round: Round;
  closings: ArmClosing[];
  results: ArmResult[];
  /** [results.length] */
  kept: readonly Kept[];
  /** Arms that diverged in this round. */
  diverged: number[];
  learningRate: number;
  /** [round.arms.length], by worker. */
  losses: ReadonlyMap<string, number>[];
  /** Measured in this round; a diverged arm repeats its last. */
  evaluations: ReadonlyMap<number, Evaluation>;
  openedAt: number;
  closedAt: number;
  closedBy: RoundRecord["closedBy"];
  codec: VectorCodec;
  refusals: RoundRecord["refusals"];
  events: RunEvent[];
  /** For the record's field `stage`: who was malicious, and the measurements against the honest updates, [round.arms.length]. */
  truth: { byzantine: string[]; arms: ArmTruth[] };
}

/** The record lists all arms in the run's order, including those that diverged in earlier rounds. */
export function roundRecord(closed: ClosedRound): RoundRecord {
  const { config, round, closings, truth, learningRate } = closed;
  const placeOf = (arm: number) => round.arms.indexOf(arm);
  const results = closed.results.map((result, i) => ({ ...result, kept: closed.kept[i] }));
  const arms = config.arms.map((_, arm) => {
    const place = placeOf(arm);
    const evaluation = closed.evaluations.get(arm);
    if (place < 0) return divergedArmRecord(config, arm, evaluation);
    const result = results.find((candidate) => candidate.arm === arm);
    return armRecord(config, round, closings[place], result, {
      learningRate,
      losses: closed.losses[place],
      evaluation,
    });
  });
  const skipped = arms.flatMap(({ outcome, label, reason = "" }): RunEvent[] =>
    outcome === "skipped" ? [{ kind: "skipped", arm: label, reason }] : [],
  );
  const exploded = closed.diverged.map(
    (arm): RunEvent => ({ kind: "diverged", arm: armLabel(config.arms[arm]) }),
  );
  const missing = round.invited.filter((worker) => !hasAnswered(round, worker));
  const invited = round.invited.length;
  const closedEarly: RunEvent[] =
    closed.closedBy === "instructor"
      ? [{ kind: "closed", by: "instructor", arrived: invited - missing.length, invited }]
      : [];
  return {
    round: round.round,
    openedAt: closed.openedAt,
    closedAt: closed.closedAt,
    closedBy: closed.closedBy,
    codec: closed.codec,
    invited: [...round.invited],
    missing,
    arms,
    refusals: closed.refusals,
    events: [...closed.events, ...closedEarly, ...skipped, ...exploded],
    stage: {
      byzantine: truth.byzantine,
      aggregationError: config.arms.map((_, arm) => truth.arms[placeOf(arm)]?.error ?? null),
      honestNorm: config.arms.map((_, arm) => truth.arms[placeOf(arm)]?.honestNorm ?? null),
      honest: config.arms.map((_, arm) => truth.arms[placeOf(arm)]?.motion ?? null),
    },
  };
}

export function summaryFor(worker: string, run: string, record: RoundRecord): RoundSummary {
  return {
    run,
    round: record.round,
    verdicts: record.arms.flatMap(({ label, rows }) =>
      rows
        .filter((row) => row.worker === worker)
        .map(({ kept }) => ({ arm: label, kept, out: isThrownOut(kept, rows) })),
    ),
    accuracy: record.arms.flatMap(({ label, evaluation }) =>
      evaluation === undefined ? [] : [{ arm: label, accuracy: evaluation.accuracy }],
    ),
  };
}
