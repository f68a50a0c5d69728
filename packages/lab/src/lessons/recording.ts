/**
 * A lesson's recorded run as the file that pages replay: a head with the settings and the workers, then a line for each
 * round. It is to be quick to load, so it leaves out unmeasured rounds, most tables of classes, scores, and digits that nobody
 * sees. Times are a second a round, so that a run on another day is the same file.
 */
import type { ArmRecord, RoundRecord, RunEvent } from "@honest-majority/protocol";
import { headLine, roundLine } from "@honest-majority/records";
import type { PlayedRun } from "./playLesson";

const ROUND_MS = 1_000;
/** A table of 100 counts takes as much as all else of an arm. */
const CONFUSION_EVERY = 5;

/** The text of the file. `run`: a name for the run. */
export function recordingOf({ config, rounds }: PlayedRun, run: string): string {
  const [{ invited }] = rounds;
  const workers = invited.map((id) => ({ id, name: nameOf(id, invited) }));
  const measured = measuredRounds(rounds);
  const shown = measured.map((record, i) =>
    roundOf(record, invited, i % CONFUSION_EVERY === 0 || i === measured.length - 1),
  );
  if (config.secret) shown.at(-1)?.events.push({ kind: "revealed" });
  const lines = [headLine({ run, config, workers, revealed: true }), ...shown.map(roundLine)];
  return lines.map((line) => `${line}\n`).join("");
}

const nameOf = (id: string, all: readonly string[]) => `Worker ${all.indexOf(id) + 1}`;

/** The measured rounds; each has the events of those that were left out before it. */
function measuredRounds(rounds: readonly RoundRecord[]): RoundRecord[] {
  const shown: RoundRecord[] = [];
  let events: RunEvent[] = [];
  for (const record of rounds) {
    events = [...events, ...record.events];
    if (record.arms.every(({ evaluation }) => evaluation === undefined)) continue;
    shown.push({ ...record, events });
    events = [];
  }
  return shown;
}

function roundOf(
  { round, arms, events, stage, ...record }: RoundRecord,
  all: readonly string[],
  withConfusion: boolean,
): RoundRecord {
  return {
    ...record,
    round,
    openedAt: round * ROUND_MS,
    closedAt: round * ROUND_MS,
    arms: arms.map((arm) => armOf(arm, withConfusion)),
    events: events.map((event) =>
      "worker" in event ? { ...event, name: nameOf(event.worker, all) } : event,
    ),
    ...(stage && {
      stage: {
        byzantine: stage.byzantine,
        aggregationError: stage.aggregationError.map(brief),
        ...(stage.honestNorm && { honestNorm: stage.honestNorm.map(brief) }),
      },
    }),
  };
}

function armOf({ rows, evaluation, ...arm }: ArmRecord, withConfusion: boolean): ArmRecord {
  return {
    ...arm,
    rows: rows.map(({ worker, kept }) => ({ worker, kept: brief(kept) })),
    aggregateNorm: brief(arm.aggregateNorm),
    learningRate: brief(arm.learningRate),
    trainLoss: brief(arm.trainLoss),
    aggregateMs: 0,
    ...(evaluation && {
      evaluation: {
        ...evaluation,
        accuracy: brief(evaluation.accuracy),
        loss: brief(evaluation.loss),
        confusion: withConfusion ? evaluation.confusion : [],
      },
    }),
  };
}

/** Four digits. */
function brief<Value extends number | null>(value: Value): Value {
  return (value === null ? null : Number(value.toPrecision(4))) as Value;
}
