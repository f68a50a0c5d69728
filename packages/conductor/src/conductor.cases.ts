/** A conductor with one parameter, or `dim` of them, a clock that the test moves, and a compute that aggregates nothing. */

import { glyphs } from "@honest-majority/learning";
import {
  codecNames,
  encodeVectors,
  type RoundRecord,
  type RoundTask,
  RunConfig,
  type RunConfigInput,
} from "@honest-majority/protocol";
import type { Roles } from "@honest-majority/rounds";
import type { Compute, EvaluateRequest, Kept } from "./compute";
import { Conductor } from "./conductor";
import type { ConductorParts } from "./conductorParts";
import { newMachine } from "./machines";
import type { Clock } from "./ports";

/** Time passes only when the test says so; timers fire in the order of their times. */
export function manualClock(): Clock & { pass(ms: number): void; setDate(unixMs: number): void } {
  const timers = new Set<{ due: number; action: () => void }>();
  let now = 0;
  /** Of the date, before the clock's own milliseconds. */
  let ahead = 0;
  return {
    now: () => now,
    date: () => ahead + now,
    setDate(unixMs) {
      ahead = unixMs - now;
    },
    after(ms, action) {
      const timer = { due: now + ms, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (next === undefined) break;
        timers.delete(next);
        now = next.due;
        next.action();
      }
      now = end;
    },
  };
}

const stepped = { outcome: "stepped" as const, warnings: [], aggregateNorm: 1, aggregateMs: 0 };
const stillCompute: Partial<Compute> = {
  setRow() {},
  armTruths: async () => [],
};

type Step = (parameters: Float32Array) => void | Promise<void>;

/** `keep` and `verdicts` may make a record wait, or reject. `step`: what `aggregate` does to the parameter. */
export function openConductor(
  input: RunConfigInput = {},
  roles: Roles = new Map(),
  {
    ahead = 0,
    keep = async () => {},
    step = () => {},
    verdicts = async () => [[1], [1]],
    alarm = (sentence) => {
      throw new Error(sentence);
    },
    dim = 1,
    ...more
  }: Partial<Pick<ConductorParts, "ahead" | "keep" | "alarm" | "onNetwork" | "changesRoles">> & {
    step?: Step;
    verdicts?: () => Promise<Kept[]>;
    dim?: number;
  } = {},
) {
  const config = RunConfig.parse({ arms: ["mean"], f: 0, workers: 2, rounds: 9, ...input });
  const clock = manualClock();
  const kept: RoundRecord[] = [];
  /** `model`: the parameter that came with it. */
  const opened: { round: number; worker: string; at: number; model: number }[] = [];
  /** By worker, what its rounds' bytes were. */
  const brought = new Map<string, RoundTask["parameters"][]>();
  /** The rounds that Ada was told have closed. */
  const told: number[] = [];
  const refusals: string[] = [];
  const parameters = new Float32Array(dim * config.arms.length);
  const lateAnswers: string[] = [];
  /** By round, for how long each worker held it up. */
  const heldUp: Record<string, number>[] = [];
  const evaluated: EvaluateRequest[] = [];
  const conductor = new Conductor({
    run: "run",
    config,
    prepared: {
      dim,
      parameters,
      previous: new Float32Array(parameters.length),
      residual: new Float32Array(parameters.length),
      train: glyphs({ seed: 1, train: 1, test: 1 }).train,
      shards: [],
    },
    machine: newMachine(config),
    records: [],
    compute: {
      ...stillCompute,
      armVerdicts: verdicts,
      spareRow: () => new Float32Array(dim),
      aggregate: async (_, { arms }) => {
        await step(parameters);
        return arms.map(({ arm }) => ({ ...stepped, arm }));
      },
      evaluate: async (_, request) => {
        evaluated.push(request);
        return request.arms.map(() => ({ accuracy: 0, loss: 0, confusion: [], attackSuccess: 0.5 }));
      },
    } as Compute,
    outbox: {
      toWorker(worker, event, ...args) {
        const { round, parameters: bytes } = args[0] as unknown as RoundTask;
        if (event === "round:closed" && worker === "ada") told.push(round);
        if (event !== "round:open") return;
        opened.push({ round, worker, at: clock.now(), model: parameters[0] });
        brought.set(worker, [...(brought.get(worker) ?? []), bytes]);
      },
      toWorkers(workers, event, ...args) {
        for (const worker of workers) this.toWorker(worker, event, ...args);
      },
      toDashboards() {},
      dismiss() {},
    },
    clock,
    roles: () => roles,
    codecs: (worker) => (worker === "eve" ? [] : codecNames()),
    ahead,
    keep: async (record, vectors) => {
      await keep(record, vectors);
      kept.push(record);
    },
    alarm,
    onState() {},
    onUpdate() {},
    onLosses() {},
    onHeldUp: (held, roundMs) => heldUp.push({ ...Object.fromEntries(held), roundMs }),
    onClosed() {},
    onRefusal: (worker) => refusals.push(worker),
    onLateAnswer: (worker) => lateAnswers.push(worker),
    ...more,
  });
  const update = encodeVectors([new Float32Array(dim).fill(1)]);
  const answer = (
    worker: string,
    round: number,
    arm = 0,
    claim: { dim?: number; bytes?: Uint8Array } = {},
  ) => {
    const { bytes = update, ...change } = claim;
    return conductor.takeUpdate(
      worker,
      { run: "run", round, arm, dim, codec: "float32", trainLoss: 1, computeMs: 1, ...change },
      bytes,
    );
  };
  /** Lets what is being computed finish. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    conductor,
    config,
    parameters,
    clock,
    kept,
    opened,
    brought,
    told,
    refusals,
    lateAnswers,
    heldUp,
    evaluated,
    answer,
    settle,
  };
}
