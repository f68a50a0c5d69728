/**
 * One worker's life in a room: assignment → shard → ready → rounds. Reaches the coordinator, the data and
 * the GPU through its hands alone; knows no socket, no page and no clock.
 */
import type { Examples, Learner } from "@honest-majority/learning";
import {
  type Answer,
  type Assignment,
  type Bytes,
  encodeVectors,
  type Joined,
  type Knowledge,
  type RoundTask,
  type UpdateHeader,
  vectorBytes,
} from "@honest-majority/protocol";
import { createMomenta, type Momenta } from "./momenta";
import { decodeKnowledge, decodeParameters, type HonestMoments, labelsFor, play, type Work } from "./play";
import type { LearnerView, RoundView } from "./view";

export interface Hands {
  ready(run: string): Promise<Answer>;
  update(header: UpdateHeader, bytes: Uint8Array): Promise<Answer>;
  loadShard(assignment: Assignment, token: string): Promise<Examples>;
  createLearner(assignment: Assignment, examples: Examples, workerIndex: number): Learner;
  now(): number;
  report(change: Partial<LearnerView>): void;
  showExamples(examples: Examples): void;
}

/** Everything that belongs to one run id and is forgotten with it. */
interface Run {
  assignment: Assignment;
  learner: Learner;
  honest: Momenta;
  flipped: Momenta;
}

/** One round's work on the way to being sent. */
interface Turn {
  run: Run;
  task: RoundTask;
  work: Work;
  /** By arm; null where it was not finite. */
  losses: Map<number, number | null>;
  computeMs: number;
  sent: boolean;
}

export interface Session {
  joined(answer: Joined): Promise<void>;
  assigned(assignment: Assignment): Promise<void>;
  open(task: RoundTask, parameters: Bytes): Promise<void>;
  knowledge(message: Knowledge, vectors: Bytes): Promise<void>;
  dispose(): void;
}

const LOSSES_SHOWN = 80;

/** Of the arms, the best model's: a diverged one says nothing of this worker. */
function bestLoss(losses: Iterable<number | null>): number | null {
  const finite = [...losses].filter((loss) => loss !== null);
  return finite.length === 0 ? null : Math.min(...finite);
}

export function createSession(hands: Hands): Session {
  let me = { token: "", index: 0 };
  let wanted: string | undefined;
  let run: Run | undefined;
  let turn: Turn | undefined;
  let known: { run: string; round: number; moments: HonestMoments } | undefined;
  let waiting: { task: RoundTask; parameters: Bytes } | undefined;
  let busy = false;
  let losses: (number | null)[] = [];

  const showRound = (task: RoundTask, stage: RoundView["stage"], detail?: string) =>
    hands.report({ round: { round: task.round, stage, detail } });

  function forget() {
    run?.learner.dispose();
    run = turn = known = waiting = undefined;
    losses = [];
    hands.report({ losses, round: undefined, summary: undefined, computeMs: undefined });
  }

  async function assigned(assignment: Assignment) {
    wanted = assignment.run;
    if (run?.assignment.run !== assignment.run) {
      forget();
      const { model, dataset, batchSize, dim, shard } = assignment;
      const work = { model, dataset, batchSize, dim, examples: shard.examples, of: shard.of };
      hands.report({ link: { kind: "loading" }, work });
      const examples = await hands.loadShard(assignment, me.token);
      if (wanted !== assignment.run) return; // configured anew while the shard came
      run = {
        assignment,
        learner: hands.createLearner(assignment, examples, me.index),
        honest: createMomenta(assignment.momentum),
        flipped: createMomenta(assignment.momentum),
      };
      hands.showExamples(examples);
    }
    const answer = await hands.ready(assignment.run);
    if (wanted !== assignment.run) return;
    if (answer.ok) hands.report({ link: { kind: "ready" }, notice: undefined });
    else hands.report({ notice: answer.detail });
  }

  async function train(current: Run, task: RoundTask, bytes: Bytes): Promise<Turn> {
    const parameters = decodeParameters(task, bytes);
    const started = hands.now();
    const labels = labelsFor(task.role);
    const { own = [], flipped } = await current.learner.gradients(
      [...parameters.values()],
      task.round,
      labels,
    );
    const byArm = (list: typeof own) => new Map(task.arms.map((arm, i) => [arm, list[i].gradient]));
    if (!flipped) current.flipped.forget(); // the next flip starts anew, as a late joiner does
    const work = {
      own: current.honest.step(byArm(own)),
      flipped: flipped && current.flipped.step(byArm(flipped)),
    };
    const finite = (loss: number) => (Number.isFinite(loss) ? loss : null);
    const shown = flipped ?? own;
    return {
      run: current,
      task,
      work,
      losses: new Map(task.arms.map((arm, i) => [arm, finite(shown[i].loss)])),
      computeMs: hands.now() - started,
      sent: false,
    };
  }

  async function pump() {
    if (busy) return;
    busy = true;
    try {
      for (let next = waiting; next; next = waiting) {
        waiting = undefined;
        const { task, parameters } = next;
        const current = run;
        if (!current || current.assignment.run !== task.run) continue;
        if (turn?.task.round === task.round && turn.run === current) {
          // opened again after a lost connection: the work is done, its momentum counted once
          turn = { ...turn, task, sent: false };
        } else {
          showRound(task, "training");
          turn = await train(current, task, parameters);
          if (run !== current) continue;
          losses = [...losses, bestLoss(turn.losses.values())].slice(-LOSSES_SHOWN);
          hands.report({ losses, computeMs: turn.computeMs });
        }
        await send();
      }
    } finally {
      busy = false;
    }
  }

  async function send() {
    const current = turn;
    if (!current || current.sent || current.run !== run || waiting) return;
    const { task, run: owner } = current;
    const knowledge = known?.run === task.run && known.round === task.round ? known.moments : undefined;
    const { seed, maxUpdateBytes } = owner.assignment;
    const decision = play({
      ...current,
      role: task.role,
      knowledge,
      seed,
      workerIndex: me.index,
      round: task.round,
    });
    if (decision.kind === "wait") return showRound(task, "waiting");
    current.sent = true;
    const bytes = vectorBytes(task.codec, task.dim);
    if (bytes > maxUpdateBytes) {
      return showRound(task, "refused", `an update takes ${bytes} bytes, this room takes ${maxUpdateBytes}`);
    }
    showRound(task, "sending");
    const answers = await Promise.all(
      [...decision.vectors].map(([arm, vector]) => {
        const header = {
          run: task.run,
          round: task.round,
          arm,
          dim: task.dim,
          codec: task.codec,
          trainLoss: current.losses.get(arm) ?? null,
          computeMs: current.computeMs,
        };
        return hands.update(header, encodeVectors([vector]));
      }),
    );
    if (turn !== current) return;
    const refused = answers.find((answer) => !answer.ok);
    if (refused && !refused.ok) showRound(task, "refused", refused.detail);
    else showRound(task, "sent");
  }

  return {
    async joined({ worker, assignment, state }) {
      me = { token: worker.token, index: worker.index };
      const { id, name, index, role } = worker;
      hands.report({ worker: { id, name, index }, role, run: state });
      await assigned(assignment);
    },
    assigned,
    async open(task, parameters) {
      waiting = { task, parameters };
      await pump();
    },
    async knowledge(message, vectors) {
      if (message.run !== run?.assignment.run) return;
      known = { run: message.run, round: message.round, moments: decodeKnowledge(message, vectors) };
      // still training: the pump sends when it is done
      if (turn?.task.round === message.round && !busy) await send();
    },
    dispose: forget,
  };
}
