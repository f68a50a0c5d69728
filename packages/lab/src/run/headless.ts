/**
 * A run without a network: the conductor and the workers of the live coordinator in one process. Messages that would
 * cross the wire are passed on byte for byte. Only sockets, rooms and waiting are missing.
 */
import {
  assignmentFor,
  type Compute,
  Conductor,
  type NamedRunFunctions,
  newMachine,
  type Outbox,
  type PreparedRun,
  type Roles,
  roleFromConfig,
  runFunctions,
} from "@honest-majority/conductor";
import { type Learner, subset } from "@honest-majority/learning";
import {
  type CoordinatorToWorker,
  codecNames,
  DEFAULT_CODEC,
  type Role,
  type RoundRecord,
  type RunConfig,
  trainingOf,
} from "@honest-majority/protocol";
import { createSession, poisonOf, type Session } from "@honest-majority/worker";
import type { SentUpdate } from "../privacy/recoveredShare";
import { idleClock } from "./idleClock";
import { createInbox, type Inbox } from "./inbox";
import { mustTrain, ownLength } from "./ownUpdate";
import { idleLearner, sharedLearners } from "./sharedLearners";

export interface HeadlessOptions {
  config: RunConfig;
  compute: Compute;
  /** Unix milliseconds. */
  now: () => number;
  /** Called for every closed round; the run waits for it. */
  onRecord?: (record: RoundRecord) => void | Promise<void>;
  /** Called for every update that a worker sends. */
  onSent?: (sent: SentUpdate) => void;
}

const RUN = "headless";

/**
 * Runs a config from its first round to its last.
 *
 * @throws Error when data are missing or a round cannot be closed.
 */
export async function runHeadless({
  config,
  compute,
  now,
  onRecord,
  onSent,
}: HeadlessOptions): Promise<RoundRecord[]> {
  const prepared = await compute.prepare(RUN, config);
  const ids = Array.from({ length: config.workers }, (_, index) => `w${index}`);
  const roles = (round: number): Roles =>
    new Map(ids.map((id, place) => [id, roleFromConfig(place, config, round)]));
  const learners = learnersFor(config, prepared);
  const clock = idleClock(now);
  const inbox = createInbox();
  const sessions = new Map<string, Session>();
  const problems: string[] = [];

  const outbox: Outbox = {
    toWorker(worker, event, ...args) {
      const session = sessions.get(worker);
      if (session !== undefined) inbox.post(() => deliver(session, { event, args } as Message));
    },
    toWorkers(workers, event, ...args) {
      for (const worker of workers) this.toWorker(worker, event, ...args);
    },
    toDashboards() {},
    dismiss() {},
  };
  const conductor = new Conductor({
    run: RUN,
    config,
    prepared,
    machine: newMachine(config),
    records: [],
    compute: watched(compute, inbox),
    outbox,
    clock,
    roles,
    codecs: codecNames,
    ahead: 0,
    keep(record) {
      noteFlips(record.round + 1);
      return inbox.awaiting(Promise.resolve(onRecord?.(record)));
    },
    alarm: (sentence) => problems.push(sentence),
    onState() {},
    onUpdate() {},
    onLosses() {},
    onClosed() {},
    onRefusal() {},
    onLateAnswer() {},
    onHeldUp() {},
  });

  try {
    ids.forEach((worker, index) => {
      sessions.set(worker, inProcessWorker(worker, index));
    });
    for (const [index, worker] of ids.entries()) {
      await sessions.get(worker)?.joined({
        worker: { id: worker, token: "", name: worker, index, role: roleFromConfig(index, config) },
        assignment: assignmentFor(index, {
          room: "lab",
          run: RUN,
          config,
          prepared,
          maxMessageBytes: Number.POSITIVE_INFINITY,
        }),
        state: conductor.state,
        class: { locked: false, pace: "fast", secret: config.secret, revealed: false },
      });
    }
    conductor.setReady(ids);
    noteFlips(0);
    conductor.command("start");
    while (conductor.state.phase === "running") {
      if (await inbox.next()) continue;
      if (!clock.skipToNext())
        throw new Error("runHeadless: a timer must be set while the run waits, got none");
    }
    if (problems.length > 0) throw new Error(problems.join(" "));
    return conductor.records;
  } finally {
    conductor.stop();
    for (const session of sessions.values()) session.dispose();
    compute.release(RUN);
  }

  /** As a room does when roles change: the record of a round names those that play another role in it than before. */
  function noteFlips(round: number): void {
    if (round >= config.rounds) return;
    for (const [place, worker] of ids.entries()) {
      const role = roleFromConfig(place, config, round);
      const before: Role = round === 0 ? { kind: "honest" } : roleFromConfig(place, config, round - 1);
      if (JSON.stringify(role) === JSON.stringify(before)) continue;
      conductor.note({ kind: "flipped", worker, name: worker, role, by: "config" });
    }
  }

  function inProcessWorker(worker: string, workerIndex: number): Session {
    return createSession({
      ready: async () => ({ ok: true }),
      async update(given, bytes) {
        const header = { codec: DEFAULT_CODEC, ...given };
        onSent?.({ workerIndex, header, bytes, prepared });
        return conductor.takeUpdate(worker, header, bytes);
      },
      loadShard: async () => prepared.train, // the learners already have their shards
      createLearner: () => learners[workerIndex],
      now,
      sleep: (ms) =>
        new Promise((wake) => {
          clock.after(ms, wake);
        }),
      report() {},
      showExamples() {},
    });
  }
}

/** One learner per worker, by index. */
function learnersFor(config: RunConfig, { train, shards, dim }: PreparedRun): Learner[] {
  const places = Array.from({ length: config.workers }, (_, place) => rolesOf(place, config));
  const trainees = places.flatMap((roles, workerIndex) =>
    roles.some((role) => mustTrain(role, config))
      ? [
          {
            workerIndex,
            examples: subset(train, shards[workerIndex]),
            poisonAt: poisonsOf(workerIndex, config, roles),
          },
        ]
      : [],
  );
  const values = config.arms.length * dim;
  const shared = sharedLearners({ ...trainingOf(config), trainees, values });
  return places.map((roles, workerIndex) => {
    const length = Math.max(...roles.map((role) => ownLength(role, dim)));
    return shared.get(workerIndex) ?? idleLearner(length);
  });
}

/** The roles that a place has in the run, in their order. */
function rolesOf(place: number, config: RunConfig): Role[] {
  const rounds = [0, ...(config.turns ?? []).map(({ round }) => round)];
  return rounds.map((round) => roleFromConfig(place, config, round));
}

/** The poison of each attack is made once, so that random labels are drawn once. */
function poisonsOf(place: number, config: RunConfig, roles: readonly Role[]) {
  const made = new Map(roles.map((role) => [JSON.stringify(role), poisonOf(role)]));
  return (round: number) => made.get(JSON.stringify(roleFromConfig(place, config, round)));
}

type Message = {
  [Event in keyof CoordinatorToWorker]: { event: Event; args: Parameters<CoordinatorToWorker[Event]> };
}[keyof CoordinatorToWorker];

/** Handles a message from the coordinator, as the worker's link does. */
async function deliver(session: Session, message: Message): Promise<void> {
  if (message.event === "role:play") session.takeRole(...message.args);
  if (message.event === "round:open") await session.open(...message.args);
  if (message.event === "attack:vectors") await session.attack(...message.args);
}

/** Wraps `compute` so that the inbox waits for its results. */
function watched(compute: Compute, inbox: Inbox): Compute {
  return {
    ...compute,
    ...runFunctions((call, run, request) => {
      const functions: NamedRunFunctions = compute;
      return inbox.awaiting(functions[call](run, request));
    }),
  };
}
