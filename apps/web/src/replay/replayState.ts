/** The dashboard's state after the first rounds of a record, as it was while the run was live. Pure. */
import {
  FIRST_ATTACK,
  type Role,
  type RoomSnapshot,
  type RoundRecord,
  type RunConfig,
  type RunState,
  type WorkerView,
} from "@honest-majority/protocol";
import { peopleIn, type RunRecord } from "@honest-majority/records";
import { guardRail } from "@honest-majority/robust/facts";
import { type DashboardState, NOTHING_YET, roundClosed, watching, workersChanged } from "../dashboard/state";

/** `shown`: how many rounds, from 0. `revealed`: a person at this screen asked for the verdicts. */
export function stateAt(record: RunRecord, shown: number, revealed = false): DashboardState {
  const rounds = record.rounds.slice(0, shown);
  const snapshot = snapshotAt(record, shown, revealed);
  return { ...watching(NOTHING_YET, { ...snapshot, rounds, instructor: true }), losses: {} };
}

/** The state after `shown` rounds, from that after one less. */
export function steppedTo(
  before: DashboardState,
  record: RunRecord,
  shown: number,
  revealed = false,
): DashboardState {
  const closed = roundClosed(before, record.rounds[shown - 1]);
  const { workers, warnings, state: run, class: view } = snapshotAt(record, shown, revealed);
  return { ...workersChanged(closed, workers, warnings), losses: {}, run, class: view };
}

/** Whether a person at this screen may ask for the verdicts: in a secret run they tell the roles. */
export function mayReveal({ config }: Pick<RunRecord, "config">): boolean {
  return !config.secret;
}

function snapshotAt(record: RunRecord, shown: number, revealed: boolean): RoomSnapshot {
  const { config, run, room = "" } = record;
  const workers = workersAt(record, shown);
  return {
    room,
    run,
    config,
    state: runStateAt(record, shown),
    workers,
    joins: [],
    class: {
      locked: false,
      pace: "fast",
      secret: config.secret,
      revealed: isRevealedAt(record, shown) || (revealed && mayReveal(record)),
      ...(config.attack.kind !== "none" && { attack: config.attack }),
    },
    datasets: [],
    warnings: warningsFor(config, workers.filter(({ presence }) => presence === "ready").length),
    dim: 0,
  };
}

function runStateAt({ rounds }: RunRecord, shown: number): RunState {
  const next = shown === 0 ? (rounds.at(0)?.round ?? 0) : rounds[shown - 1].round + 1;
  return { phase: shown === rounds.length ? "finished" : "paused", round: next };
}

/** As the record says: in which round the roles were revealed, or that they were at the end. */
function isRevealedAt({ rounds, revealed }: RunRecord, shown: number): boolean {
  if (shown === rounds.length && revealed) return true;
  return rounds.slice(0, shown).some(({ events }) => events.some(({ kind }) => kind === "revealed"));
}

function warningsFor({ arms, f }: RunConfig, workers: number): string[] {
  if (workers === 0) return [];
  return [...new Set(arms.flatMap((arm) => guardRail(arm.aggregator, workers, f, arm.preAggregators) ?? []))];
}

/** What the rounds tell of a worker. */
interface Followed {
  presence: "ready" | "left";
  role?: Role;
  lastRound?: number;
  missed: number;
  refusals: number;
}

/** Everybody who had come by then, in the order of their places. Before the first round, those that it invited. */
function workersAt(record: RunRecord, shown: number): WorkerView[] {
  const { rounds, config } = record;
  const followed = new Map<string, Followed>();
  const attacks = new Map<string, Role>();
  const preset: Role = {
    kind: "malicious",
    attack: config.attack.kind === "none" ? FIRST_ATTACK : config.attack,
  };
  for (const round of rounds.slice(0, Math.max(1, shown))) follow(round, { followed, attacks, preset });
  return peopleIn(rounds, record.workers).flatMap(({ id, name }, index): WorkerView[] => {
    const known = followed.get(id);
    if (known === undefined) return [];
    const { presence, role, lastRound, missed, refusals } = known;
    return [
      {
        id,
        index,
        name: name === "" ? `Worker ${index + 1}` : name,
        backend: "",
        backendNote: "",
        presence,
        hidden: false,
        ...(role !== undefined && { role }),
        ...(shown > 0 && lastRound !== undefined && { lastRound }),
        ...(missed > 0 && { missed }),
        ...(refusals > 0 && { refusals }),
      },
    ];
  });
}

function follow(
  { round, invited, missing = [], events, refusals, stage }: RoundRecord,
  {
    followed,
    attacks,
    preset,
  }: { followed: Map<string, Followed>; attacks: Map<string, Role>; preset: Role },
): void {
  const of = (id: string): Followed => {
    const known = followed.get(id) ?? { presence: "ready", missed: 0, refusals: 0 };
    followed.set(id, known);
    return known;
  };
  for (const event of events) {
    if (event.kind === "joined" || event.kind === "returned") of(event.worker).presence = "ready";
    if (event.kind === "left") of(event.worker).presence = "left";
    if (event.kind === "removed") followed.delete(event.worker);
    if (event.kind === "flipped" && event.role.kind === "malicious") attacks.set(event.worker, event.role);
  }
  const late = new Set(missing);
  const malicious = stage && new Set(stage.byzantine);
  for (const id of invited) {
    const worker = of(id);
    worker.missed = late.has(id) ? worker.missed + 1 : 0;
    if (!late.has(id)) worker.lastRound = round;
    if (malicious !== undefined)
      worker.role = malicious.has(id) ? (attacks.get(id) ?? preset) : { kind: "honest" };
  }
  for (const { worker } of refusals) of(worker).refusals++;
}
