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
import { type Evaluation, isFiniteVector, type RunConfig, type ShadowRow } from "@honest-majority/protocol";
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
  Kept,
  PreparedRun,
  RunFunctions,
} from "./compute";
import { DependableWork, type Reserve } from "./dependable";
import { ArmInsight } from "./insight/armInsight";
import { RunArm, type RunArmOptions, type TimedArm } from "./runArm";

export interface ComputeRun extends RunFunctions {
  /** Its vectors and shards lie in memory from `allocate`. */
  readonly prepared: PreparedRun;
  /** Copies `values` [d] into row `row` of the arm's matrix. `values` are read again later: write to them only to set the row again. */
  setRow(arm: number, row: number, values: Float32Array): void;
  /** Goes on with other passes, between two calls. */
  usePasses(passes: Passes<unknown>): void;
  dispose(): void;
}

export interface ComputeRunOptions {
  config: RunConfig;
  dataset: Dataset;
  /** The passes that aggregate; `plainPasses` by default. */
  passes?: Passes<unknown>;
  /** Unset: a call fails when the passes or the tfjs backend do. */
  reserve?: Reserve;
  /** Where the run's vectors and shards are kept. */
  allocate: Allocate;
  /** Milliseconds, for `aggregateMs`. */
  now: () => number;
}

/** Opens a run at initial parameters that are the same for every arm. */
export function openComputeRun({ passes = plainPasses, ...options }: ComputeRunOptions): ComputeRun {
  return new OpenComputeRun({ passes, ...options });
}

type OpeningOptions = ComputeRunOptions & { passes: Passes<unknown> };

class OpenComputeRun implements ComputeRun {
  readonly prepared: PreparedRun;
  #options: Pick<RunArmOptions, "passes" | "now">;
  readonly #work: DependableWork;
  readonly #classes: number;
  readonly #arms: RunArm[];
  /** In the order of the last `aggregate`. */
  #aggregated: RunArm[] = [];
  readonly #evaluator: Evaluator;
  /** On the validation split; undefined without one. */
  readonly #validator: Evaluator | undefined;
  readonly #insight: ArmInsight;

  constructor({ config, dataset, passes, reserve, allocate, now }: OpeningOptions) {
    const split = splitOf(config, dataset);
    this.prepared = prepare(config, dataset, { dealt: split?.dealt, allocate });
    this.#options = { passes, now };
    this.#work = new DependableWork(passes, reserve, (others) => this.#moveTo(others));
    this.#classes = dataset.test.classes;
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

  async aggregate({ round, steps, arms }: AggregateRequest): Promise<ArmResult[]> {
    const requests = arms.map(({ arm, ...request }) => ({
      arm: this.#arm(arm),
      request: { ...request, steps },
    }));
    for (const arm of this.#arms) arm.beginRound(round);
    const results: ArmResult[] = [];
    for (const { arm, request } of requests) {
      const close = (passes: Passes<unknown>) => arm.close(request, passes, this.#work.isLast(passes));
      results.push(arm.take(await this.#work.onPasses(close, doubtAggregate)));
    }
    this.#aggregated = requests.map(({ arm }) => arm);
    return results;
  }

  async armVerdicts(): Promise<Kept[]> {
    return Promise.all(this.#aggregated.map((arm) => arm.kept()));
  }

  evaluate(request: EvaluateRequest): Promise<Evaluation[]> {
    const doubt = (evaluations: Evaluation[]) => this.#doubtEvaluations(request, evaluations);
    return this.#work.onBackend(() => this.#evaluate(request), doubt);
  }

  async #evaluate({ arms, attacks }: EvaluateRequest): Promise<Evaluation[]> {
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
    for (const { arm, rows } of arms) {
      const vector = (passes: Passes<unknown>) => this.#arm(arm).attackVector(rows, request, passes);
      vectors.push(await this.#work.onPasses(vector, doubtVector));
    }
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

  usePasses(passes: Passes<unknown>): void {
    this.#work.use(passes);
  }

  dispose(): void {
    void this.#insight.close();
    for (const arm of this.#arms) arm.dispose();
    this.#evaluator.dispose();
    this.#validator?.dispose();
  }

  #moveTo(passes: Passes<unknown>): void {
    this.#options = { ...this.#options, passes };
    for (const arm of this.#arms) arm.usePasses(passes);
    this.#insight.usePasses(passes);
  }

  /** A dead GPU answers with equal logits, or with logits that are not numbers. */
  #doubtEvaluations({ arms }: EvaluateRequest, evaluations: Evaluation[]): string | undefined {
    const guessing = Math.log(this.#classes);
    const doubtful = evaluations.some(
      ({ loss }, i) =>
        (loss === null || Math.abs(loss - guessing) < 1e-6) && isFiniteVector(this.#arm(arms[i]).parameters),
    );
    return doubtful ? "the test set's logits are equal, or not numbers" : undefined;
  }

  /** The config's arms from place `first` on. */
  #openArms(config: RunConfig, first: number): RunArm[] {
    const { dim, parameters, previous, residual, train } = this.prepared;
    return config.arms.slice(first).map((_, i) => {
      const arm = first + i;
      const of = (vectors: Float32Array) => vectors.subarray(arm * dim, (arm + 1) * dim);
      const own = {
        config,
        arm,
        train,
        parameters: of(parameters),
        previous: of(previous),
        residual: of(residual),
      };
      return new RunArm({ ...this.#options, ...own });
    });
  }

  #arm(arm: number): RunArm {
    const found = this.#arms[arm];
    if (found === undefined) throw new RangeError(`arm must be below ${this.#arms.length}, got ${arm}`);
    return found;
  }
}

function doubtAggregate({ kept, aggregate, aggregateNorm }: TimedArm): string | undefined {
  if (kept === undefined) return undefined; // the rule refused
  if (aggregate === undefined) return "the aggregate is not finite";
  return aggregateNorm === 0 ? "the aggregate is zero" : undefined;
}

function doubtVector(vector: Float32Array): string | undefined {
  return isFiniteVector(vector) ? undefined : "the attackers' vector is not finite";
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
  const { parameters, previous, residual } = armVectors(arms, dim, allocate);
  const initial = initialParameters(model, train, train.classes, seedOf("initial", config));
  for (let arm = 0; arm < arms; arm++) parameters.set(initial, arm * dim);
  const labels = dealt === undefined ? train.labels : Uint8Array.from(dealt, (i) => train.labels[i]);
  const shards = partition(labels, {
    workers,
    partition: config.partition,
    seed: seedOf("split", config),
    classes: train.classes,
  }).map((places) => copyInto(allocate, dealt === undefined ? places : places.map((i) => dealt[i])));
  return { dim, parameters, previous, residual, train, shards };
}

function copyInto(allocate: Allocate, indices: Uint32Array): Uint32Array {
  const copy = new Uint32Array(allocate(indices.byteLength));
  copy.set(indices);
  return copy;
}
