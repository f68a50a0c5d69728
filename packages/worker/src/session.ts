/**
 * One worker's life in a room: assignment → shard → ready → rounds. Reaches the coordinator, the data and
 * the GPU through its env alone; knows no socket, no page and no clock.
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
import { createMomenta } from "./momenta";
import { type ArmVectors, decodeKnowledge, delayOf, type HonestMoments, play } from "./play";
import type { LearnerView, RoundView } from "./view";
import { bestLoss, NO_POISON, type Opened, type Turn, train, type WorkerRun } from "./workerRound";

export interface SessionEnv {
  ready(run: string): Promise<Answer>;
  update(header: UpdateHeader, bytes: Uint8Array): Promise<Answer>;
  loadShard(assignment: Assignment, token: string): Promise<Examples>;
  createLearner(assignment: Assignment, examples: Examples, workerIndex: number): Learner | Promise<Learner>;
  now(): number;
  sleep(ms: number): Promise<void>;
  report(change: Partial<LearnerView>): void;
  showExamples(examples: Examples): void;
}

export interface Session {
  joined(answer: Joined): Promise<void>;
  assigned(assignment: Assignment): Promise<void>;
  open(task: RoundTask, parameters: Bytes): Promise<void>;
  knowledge(message: Knowledge, vectors: Bytes): Promise<void>;
  dispose(): void;
}

const LOSSES_SHOWN = 80;

export function createSession(env: SessionEnv): Session {
  let me = { token: "", index: 0 };
  let wanted: string | undefined;
  let run: WorkerRun | undefined;
  let turn: Turn | undefined;
  let known: { run: string; round: number; moments: HonestMoments } | undefined;
  let waiting: Opened | undefined;
  let busy = false;
  let losses: (number | null)[] = [];

  const showRound = (task: RoundTask, stage: RoundView["stage"], detail?: string) =>
    env.report({ round: { round: task.round, stage, detail } });

  function forget() {
    run?.learner.dispose();
    run = turn = known = waiting = undefined;
    losses = [];
    env.report({ losses, round: undefined, summary: undefined, computeMs: undefined });
  }

  async function assigned(assignment: Assignment) {
    wanted = assignment.run;
    if (run?.assignment.run !== assignment.run) {
      forget();
      const { training, dim, shard } = assignment;
      const { model, dataset, batchSize, algorithm } = training;
      const work = { model, dataset, batchSize, dim, examples: shard.examples, of: shard.of };
      env.report({ link: { kind: "loading" }, work });
      const examples = await env.loadShard(assignment, me.token);
      if (wanted !== assignment.run) return; // configured anew while the shard came
      const learner = await env.createLearner(assignment, examples, me.index);
      if (wanted !== assignment.run) return learner.dispose();
      if (run) {
        learner.dispose(); // another connection's came first, and may be training
      } else {
        run = {
          assignment,
          learner,
          honest: createMomenta(algorithm.momentum),
          poisoned: createMomenta(algorithm.momentum),
          poisoning: NO_POISON,
        };
        env.showExamples(examples);
      }
    }
    const answer = await env.ready(assignment.run);
    if (wanted !== assignment.run) return;
    if (answer.ok) env.report({ link: { kind: "ready" }, notice: undefined });
    else env.report({ notice: answer.detail });
  }

  async function pump() {
    if (busy) return;
    busy = true;
    try {
      for (let next = waiting; next; next = waiting) {
        waiting = undefined;
        const { task, delay } = next;
        const current = run;
        if (!current || current.assignment.run !== task.run) continue;
        if (turn?.task.round === task.round && turn.run === current) {
          // opened again after a lost connection: the work is done, its momentum counted once
          turn = { ...turn, task, delay, sent: false };
        } else {
          showRound(task, "training");
          turn = await train(current, next, env.now);
          if (run !== current) continue;
          losses = [...losses, bestLoss(turn.losses.values())].slice(-LOSSES_SHOWN);
          env.report({ losses, computeMs: turn.computeMs });
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
    const { seed } = owner.assignment.training;
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
    switch (decision.kind) {
      case "send":
        return deliver(current, decision.vectors);
      case "silent":
        return showRound(task, "withheld");
      case "late": {
        showRound(task, "withheld");
        // nobody waits for it: the next round may open, and be trained for, before it is sent
        void current.delay?.then(async () => {
          if (current.run === run) await deliver(current, decision.vectors);
        });
        return;
      }
      default:
        decision satisfies never;
    }
  }

  async function deliver(current: Turn, vectors: ArmVectors) {
    const { task } = current;
    const show = (stage: RoundView["stage"], detail?: string) => {
      if (turn === current) showRound(task, stage, detail);
    };
    const { maxUpdateBytes } = current.run.assignment;
    const bytes = vectorBytes(task.codec, task.dim);
    if (bytes > maxUpdateBytes) {
      return show("refused", `an update takes ${bytes} bytes, this room takes ${maxUpdateBytes}`);
    }
    show("sending");
    const answers = await Promise.all(
      [...vectors].map(([arm, vector]) => {
        const header = {
          run: task.run,
          round: task.round,
          arm,
          dim: task.dim,
          codec: task.codec,
          trainLoss: current.losses.get(arm) ?? null,
          computeMs: current.computeMs,
        };
        return env.update(header, encodeVectors([vector], task.codec));
      }),
    );
    const refused = answers.find((answer) => !answer.ok);
    if (refused && !refused.ok) show("refused", refused.detail);
    else show("sent");
  }

  return {
    async joined({ worker, assignment, state }) {
      me = { token: worker.token, index: worker.index };
      const { id, name, index, role } = worker;
      env.report({ worker: { id, name, index }, role, run: state });
      await assigned(assignment);
    },
    assigned,
    async open(task, parameters) {
      const delayMs = delayOf(task);
      waiting = { task, parameters, delay: delayMs === undefined ? undefined : env.sleep(delayMs) };
      await pump();
    },
    async knowledge(message, vectors) {
      if (message.run !== run?.assignment.run) return;
      known = { run: message.run, round: message.round, moments: decodeKnowledge(message, vectors) };
      // still training: the pump sends when it is done
      if (turn?.task.round === message.round && !busy) await send();
    },
    dispose() {
      wanted = undefined; // what is still on its way is not for use
      forget();
    },
  };
}
