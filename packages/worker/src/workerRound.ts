/** One round's work: from parameters to each arm's momentum, honest and poisoned. Knows no socket. */
import {
  type DrawnShard,
  drawnShard,
  type Examples,
  type Learner,
  type Poison,
} from "@honest-majority/learning";
import type { Assignment, Role, RoundTask } from "@honest-majority/protocol";
import type { LatestModels } from "./models";
import { createMomenta, type Momenta } from "./momenta";
import { type ArmVectors, poisonOf, type Work } from "./play";

/** Everything that belongs to one run and is dropped with it. */
export interface WorkerRun {
  assignment: Assignment;
  learner: Learner;
  honest: Momenta;
  poisoned: Momenta;
  shard: DrawnShard;
  examples: Examples;
  /** Labels by arm, of every arm that has been live. */
  labels: Map<number, string>;
  /** What the worker does to its batches, of which `poisoned` is the momentum. */
  poisoning: Poisoning;
}

/** The poison of an attack. It is kept from round to round, so that random labels are drawn once. */
interface Poisoning {
  /** JSON of the attack; empty for an honest worker. */
  attack: string;
  /** Undefined for an attack that trains on the batch as it is. */
  poison?: Poison;
}

const NO_POISON: Poisoning = { attack: "" };

export function newRun(assignment: Assignment, learner: Learner, examples: Examples): WorkerRun {
  const { momentum } = assignment.training.algorithm;
  return {
    assignment,
    learner,
    honest: createMomenta(momentum),
    poisoned: createMomenta(momentum),
    examples,
    shard: drawnShard(examples),
    labels: new Map(),
    poisoning: NO_POISON,
  };
}

/** One round that is trained for but not sent yet. */
export interface TrainedRound {
  run: WorkerRun;
  task: RoundTask;
  /** The role to play in it. */
  role: Role;
  /** By arm, as the round began. */
  parameters: ArmVectors;
  /** Resolves when the round may be answered, for a role that delays its answer. */
  delay?: Promise<void>;
  work: Work;
  /** By arm; null when it was not finite. */
  losses: Map<number, number | null>;
  computeMs: number;
  sent: boolean;
}

/** A received `round:open`. `delay` as in `TrainedRound`. */
export interface OpenedRound {
  task: RoundTask;
  role: Role;
  parameters: ArmVectors;
  delay?: Promise<void>;
}

/** Takes the local steps, then one step of the momenta with their gradients. Called once for each round. */
export async function train(
  current: WorkerRun,
  { task, role, parameters, delay }: OpenedRound,
  now: () => number,
): Promise<TrainedRound> {
  const started = now();
  const poisoning = poisoningOf(role, current.poisoning);
  const steps = { count: current.assignment.training.localSteps, learningRate: task.learningRate };
  const { own, poisoned } = await current.learner.gradients(
    [...parameters.values()],
    task.round,
    poisoning.poison,
    steps,
  );
  const byArm = (list: typeof own) => new Map(task.arms.map((arm, i) => [arm, list[i].gradient]));
  // with another attack the momentum starts again, as after a late join
  if (poisoning !== current.poisoning) current.poisoned.forget();
  current.poisoning = poisoning;
  const work = {
    own: current.honest.step(task.round, byArm(own)),
    poisoned: poisoned && current.poisoned.step(task.round, byArm(poisoned)),
  };
  const finite = (loss: number) => (Number.isFinite(loss) ? loss : null);
  const shown = poisoned ?? own;
  task.arms.forEach((arm, i) => void current.labels.set(arm, task.labels[i]));
  return {
    run: current,
    task,
    role,
    parameters,
    delay,
    work,
    losses: new Map(task.arms.map((arm, i) => [arm, finite(shown[i].loss)])),
    computeMs: now() - started,
    sent: false,
  };
}

export function modelsOf({ run, task, parameters }: TrainedRound): LatestModels {
  const live = task.arms.flatMap((arm, i) => {
    const vector = parameters.get(arm);
    return vector === undefined ? [] : [{ label: task.labels[i], parameters: vector }];
  });
  const diverged = [...run.labels].filter(([arm]) => !task.arms.includes(arm)).map(([, label]) => label);
  return { run: task.run, round: task.round, live, diverged };
}

function poisoningOf(role: Role, present: Poisoning): Poisoning {
  const attack = role.kind === "honest" ? "" : JSON.stringify(role.attack);
  return attack === present.attack ? present : { attack, poison: poisonOf(role) };
}

/** The best arm's loss: a diverged arm says nothing about this worker. */
export function bestLoss(losses: Iterable<number | null>): number | null {
  const finite = [...losses].filter((loss) => loss !== null);
  return finite.length === 0 ? null : Math.min(...finite);
}
