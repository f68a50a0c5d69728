/** One run's vectors and what is done with them. Knows no thread; who calls it owns the clock and the data. */

import {
  createEvaluator,
  type Dataset,
  initialParameters,
  parameterCount,
  partition,
} from "@honest-majority/learning";
import type { Evaluation, RunConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { type Passes, plainPasses } from "@honest-majority/robust";
import { type ArmModel, closeArm } from "./closeArm";
import type {
  AggregateRequest,
  ArmKnowledge,
  ArmResult,
  ArmRows,
  ArmTruth,
  KnowledgeRequest,
  PreparedRun,
} from "./compute";
import { createMotionTracker } from "./honestMotion";
import { landing } from "./landing";
import { rootUpdate } from "./rootUpdate";
import { armKnowledge, armTruth, type KnowledgeContext } from "./truth";

export interface ComputeRun {
  /** Its vectors and examples lie in shared memory. */
  readonly prepared: PreparedRun;
  /** Lands row `row` of the arm's matrix [d]. `values` are looked at again by the stage: rewrite them only to set the row anew. */
  setRow(arm: number, row: number, values: Float32Array): void;
  aggregate(request: AggregateRequest): Promise<ArmResult[]>;
  evaluate(arms: readonly number[]): Promise<Evaluation[]>;
  knowledge(request: KnowledgeRequest): Promise<ArmKnowledge[]>;
  armTruths(arms: readonly ArmRows[]): ArmTruth[];
  dispose(): void;
}

export interface ComputeRunOptions {
  config: RunConfig;
  dataset: Dataset;
  /** What aggregates; the plain ones unless others are given. Their vectors are read back once a round. */
  passes?: Passes<unknown>;
  /** Milliseconds, for `aggregateMs`. */
  now: () => number;
}

/** Opens a run at initial parameters that are the same for every arm. */
export function openComputeRun({
  config,
  dataset,
  passes = plainPasses,
  now,
}: ComputeRunOptions): ComputeRun {
  const { model, seed, workers, localSteps } = config;
  const { train, test } = dataset;
  const dim = parameterCount(model, train, train.classes);
  const arms = config.arms.length;
  const parameters = sharedZeros(arms * dim);
  const previous = sharedZeros(arms * dim);
  const initial = initialParameters(model, train, train.classes, seed);
  for (let arm = 0; arm < arms; arm++) parameters.set(initial, arm * dim);
  const shards = partition(train.labels, {
    workers,
    partition: config.partition,
    seed,
    classes: train.classes,
  }).map(inSharedMemory);
  const evaluator = createEvaluator({ model, examples: test });

  const of = (vectors: Float32Array, arm: number) => vectors.subarray(arm * dim, (arm + 1) * dim);
  const models = config.arms.map(
    ({ aggregator, preAggregators }, arm): ArmModel => ({
      aggregator,
      preAggregators,
      normalized: config.algorithm.normalized,
      parameters: of(parameters, arm),
      previous: of(previous, arm),
    }),
  );
  const roots = config.arms.map(({ aggregator }) =>
    rootUpdate(aggregator, { model, seed, localSteps, train }),
  ); // [K]
  const modelOf = (arm: number) => {
    const found = models[arm];
    if (found === undefined) throw new RangeError(`aggregate: arm must be below ${arms}, got ${arm}`);
    return found;
  };
  const motions = models.map(() => createMotionTracker(config.algorithm.momentum)); // [K]
  const landings = models.map(() => landing(passes, dim, workers)); // [K]
  const rowsOf = ({ arm, rows }: ArmRows) =>
    rows.map((row) => {
      const values = landings[arm]?.row(row);
      if (values === undefined) throw new RangeError(`row ${row} of arm ${arm} was never set`);
      return values;
    });
  /** Of the round closed last; empty where an arm was left out or had no finite one. */
  let aggregates = new Map<number, Float32Array>();
  /** What that round's arms started from, for the stage. */
  let starts = new Map<number, Float32Array>();
  let round = 0;

  return {
    prepared: { dim, parameters, previous, train, shards },
    setRow(arm, row, values) {
      landings[arm].set(row, values);
    },
    async aggregate(request) {
      aggregates = new Map();
      starts = new Map(request.arms.map(({ arm }) => [arm, modelOf(arm).parameters.slice()]));
      round = request.round;
      const results: ArmResult[] = [];
      for (const { arm, ...asked } of request.arms) {
        const model = modelOf(arm);
        rowsOf({ arm, rows: asked.rows }); // a row that was never set is the caller's mistake, not the rule's refusal
        const random = stream(seed, "aggregate", arm, request.round);
        const arrivals = await landings[arm].arrivals();
        const started = now();
        const root = await roots[arm]?.(model.parameters, asked.learningRate);
        const closed = await closeArm(model, { arrivals, ...asked, random, root });
        const { aggregate, parameters: next, ...result } = closed;
        if (next !== undefined) model.parameters.set(next);
        if (aggregate !== undefined) {
          model.previous.set(aggregate);
          aggregates.set(arm, aggregate);
        }
        results.push({ arm, aggregateMs: now() - started, ...result });
      }
      return results;
    },
    async evaluate(chosen) {
      const evaluations: Evaluation[] = [];
      for (const arm of chosen) evaluations.push(await evaluator.evaluate(modelOf(arm).parameters));
      return evaluations;
    },
    async knowledge({ round, arms: chosen, attack, f }) {
      const known: ArmKnowledge[] = [];
      // one arm after the other, so that what one was rehearsed in serves the next
      for (const arm of chosen) {
        const { aggregator, preAggregators, previous } = modelOf(arm.arm);
        const context: KnowledgeContext = {
          attack,
          f,
          pipeline: { aggregator, preAggregators },
          previous,
          told: config.f,
          // not the draws that the round will be closed with: those nobody knows
          random: () => stream(seed, "stage", arm.arm, round),
          passes,
        };
        known.push(await armKnowledge(rowsOf(arm), context));
      }
      return known;
    },
    armTruths: (chosen) =>
      chosen.map((arm) => {
        const closed = aggregates.get(arm.arm);
        return armTruth(closed, rowsOf(arm), (mean) =>
          motions[arm.arm].follow({ round, mean, rows: arm.rows, from: starts.get(arm.arm) }),
        );
      }),
    dispose() {
      for (const arm of landings) arm.dispose();
      evaluator.dispose();
    },
  };
}

function sharedZeros(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * length));
}

function inSharedMemory(indices: Uint32Array): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(indices.byteLength));
  copy.set(indices);
  return copy;
}
