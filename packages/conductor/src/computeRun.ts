/** One run's vectors and what is computed from them. Knows no thread; the caller owns the clock, the data and the memory. */

import {
  type Allocate,
  createEvaluator,
  type Dataset,
  type Evaluator,
  type HeldOut,
  holdOut,
  initialParameters,
  parameterCount,
  partition,
  seedOf,
  subset,
} from "@honest-majority/learning";
import type { Evaluation, RunConfig, ShadowRow } from "@honest-majority/protocol";
import { attackAim, type Passes, plainPasses } from "@honest-majority/robust";
import { armVectors, showArms } from "./armVectors";
import type {
  AggregateRequest,
  ArmResult,
  ArmRows,
  ArmTruth,
  AttackRequest,
  EvaluateRequest,
  InsightOpened,
  InsightPlane,
  InsightRows,
  PreparedRun,
  RunFunctions,
} from "./compute";
import { ArmInsight } from "./insight/armInsight";
import { RunArm, type RunArmOptions } from "./runArm";

export interface ComputeRun extends RunFunctions {
  /** Its vectors and shards lie in memory from `allocate`. */
  readonly prepared: PreparedRun;
  /** Copies `values` [d] into row `row` of the arm's matrix. `values` are read again later: write to them only to set the row again. */
  setRow(arm: number, row: number, values: Float32Array): void;
  dispose(): void;
}

export interface ComputeRunOptions {
  config: RunConfig;
  dataset: Dataset;
  /** The passes that aggregate; `plainPasses` by default. */
  passes?: Passes<unknown>;
  /** Where the run's vectors and shards are kept. */
  allocate: Allocate;
  /** Milliseconds, for `aggregateMs`. */
  now: () => number;
}

/** Opens a run at initial parameters that are the same for every arm. */
export function openComputeRun({ passes = plainPasses, ...options }: ComputeRunOptions): ComputeRun {
  return new OpenComputeRun({ passes, ...options });
}

class OpenComputeRun implements ComputeRun {
  readonly prepared: PreparedRun;
  readonly #options: Pick<RunArmOptions, "passes" | "now">;
  readonly #arms: RunArm[];
  readonly #evaluator: Evaluator;
  /** On the validation split; undefined without one. */
  readonly #validator: Evaluator | undefined;
  readonly #insight: ArmInsight;

  constructor({ config, dataset, passes, allocate, now }: Required<ComputeRunOptions>) {
    const split = splitOf(config, dataset);
    this.prepared = prepare(config, dataset, { dealt: split?.dealt, allocate });
    this.#options = { passes, now };
    this.#arms = this.#openArms(config, 0);
    const { model } = config;
    this.#evaluator = createEvaluator({ model, examples: dataset.test });
    this.#validator = split && createEvaluator({ model, examples: subset(dataset.train, split.held) });
    const { dim, train } = this.prepared;
    this.#insight = new ArmInsight({ config, train, passes, dim, now });
  }

  setRow(arm: number, row: number, values: Float32Array): void {
    this.#arm(arm).setRow(row, values);
  }

  async aggregate({ round, arms }: AggregateRequest): Promise<ArmResult[]> {
    const requests = arms.map(({ arm, ...request }) => ({ arm: this.#arm(arm), request }));
    for (const arm of this.#arms) arm.beginRound(round);
    const results: ArmResult[] = [];
    for (const { arm, request } of requests) results.push(await arm.aggregate(request));
    return results;
  }

  async evaluate({ arms, attacks }: EvaluateRequest): Promise<Evaluation[]> {
    const aims = attacks.flatMap((attack) => attackAim(attack) ?? []);
    const evaluations: Evaluation[] = [];
    for (const arm of arms) {
      const { parameters } = this.#arm(arm);
      const evaluation = await this.#evaluator.evaluate(parameters, aims);
      const kept = await this.#validator?.evaluate(parameters);
      evaluations.push(
        kept === undefined
          ? evaluation
          : { ...evaluation, validation: { accuracy: kept.accuracy, loss: kept.loss } },
      );
    }
    return evaluations;
  }

  async attackVectors({ arms, ...request }: AttackRequest): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    // one arm after the other, so that the memory of one arm's trials can be reused for the next
    for (const { arm, rows } of arms) vectors.push(await this.#arm(arm).attackVector(rows, request));
    return vectors;
  }

  async armTruths(arms: readonly ArmRows[]): Promise<ArmTruth[]> {
    return arms.map(({ arm, rows }) => this.#arm(arm).truth(rows));
  }

  async reconfigure(config: RunConfig): Promise<null> {
    showArms(this.prepared, config.arms.length); // the caller's views may be others, of the same memory
    this.#arms.push(...this.#openArms(config, this.#arms.length));
    for (const arm of this.#arms) arm.reconfigure(config);
    this.#insight.reconfigure(config);
    return null;
  }

  async insightOpen(request: InsightRows): Promise<InsightOpened> {
    const { start } = this.#arm(request.arm);
    const aggregates = this.#arms.map(({ aggregated }) => aggregated);
    return this.#insight.open(request, { start, aggregates });
  }

  insightPlane(): Promise<InsightPlane> {
    return this.#insight.plane();
  }

  insightRule(rule: string): Promise<ShadowRow> {
    return this.#insight.rule(rule);
  }

  async insightClose(): Promise<null> {
    await this.#insight.close();
    return null;
  }

  dispose(): void {
    void this.#insight.close();
    for (const arm of this.#arms) arm.dispose();
    this.#evaluator.dispose();
    this.#validator?.dispose();
  }

  /** The config's arms from place `first` on. */
  #openArms(config: RunConfig, first: number): RunArm[] {
    const { dim, parameters, previous, train } = this.prepared;
    return config.arms.slice(first).map((_, i) => {
      const arm = first + i;
      const of = (vectors: Float32Array) => vectors.subarray(arm * dim, (arm + 1) * dim);
      const own = { config, arm, train, parameters: of(parameters), previous: of(previous) };
      return new RunArm({ ...this.#options, ...own });
    });
  }

  #arm(arm: number): RunArm {
    const found = this.#arms[arm];
    if (found === undefined) throw new RangeError(`arm must be below ${this.#arms.length}, got ${arm}`);
    return found;
  }
}

/** undefined if no example is kept from training. */
function splitOf(config: RunConfig, { train }: Dataset): HeldOut | undefined {
  const { validation } = config;
  return validation === undefined ? undefined : holdOut(train.count, validation, seedOf("split", config));
}

/** `dealt`: the indices of the examples that workers get; undefined: all. */
function prepare(
  config: RunConfig,
  { train }: Dataset,
  { dealt, allocate }: { dealt: Uint32Array | undefined; allocate: Allocate },
): PreparedRun {
  const { model, workers } = config;
  const dim = parameterCount(model, train, train.classes);
  const arms = config.arms.length;
  const { parameters, previous } = armVectors(arms, dim, allocate);
  const initial = initialParameters(model, train, train.classes, seedOf("initial", config));
  for (let arm = 0; arm < arms; arm++) parameters.set(initial, arm * dim);
  const labels = dealt === undefined ? train.labels : Uint8Array.from(dealt, (i) => train.labels[i]);
  const shards = partition(labels, {
    workers,
    partition: config.partition,
    seed: seedOf("split", config),
    classes: train.classes,
  }).map((places) => copyInto(allocate, dealt === undefined ? places : places.map((i) => dealt[i])));
  return { dim, parameters, previous, train, shards };
}

function copyInto(allocate: Allocate, indices: Uint32Array): Uint32Array {
  const copy = new Uint32Array(allocate(indices.byteLength));
  copy.set(indices);
  return copy;
}
