/** One arm of a run: its model, its rows, and the start and aggregate of its last round. Knows no worker and no role. */

import { type Examples, seedOf } from "@honest-majority/learning";
import type { RunConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import type { Passes } from "@honest-majority/robust";
import { type ArmModel, type ClosedArm, closeArm } from "./closeArm";
import type { AggregateRequest, ArmResult, ArmTruth, AttackRequest, Kept } from "./compute";
import { createMotionTracker, type MotionTracker } from "./honestMotion";
import { type Landing, landing } from "./landing";
import { type RootUpdate, rootUpdate } from "./rootUpdate";
import { armTruth, statisticsOf, vectorOfAttack } from "./truth";

export interface RunArmOptions {
  config: RunConfig;
  /** Its place among the run's arms. */
  arm: number;
  train: Examples;
  passes: Passes<unknown>;
  /** [d], views of the run's vectors: written in place. */
  parameters: Float32Array;
  previous: Float32Array;
  residual: Float32Array;
  /** Milliseconds. */
  now: () => number;
}

type ArmRequest = Omit<AggregateRequest["arms"][number], "arm"> & Pick<AggregateRequest, "steps">;

export interface TimedArm extends ClosedArm {
  aggregateMs: number;
}

export class RunArm {
  #options: RunArmOptions;
  readonly #model: ArmModel;
  readonly #root: RootUpdate | undefined;
  readonly #motion: MotionTracker;
  #landing: Landing<unknown>;
  #round = 0;
  /** [d], parameters before the last round; undefined when the arm did not take part in it. */
  #start: Float32Array | undefined;
  /** Those of the last round, whatever rows have come since. */
  #closed: readonly (Float32Array | undefined)[] = [];
  /** [d], of the last round; undefined when the arm did not take part in it or the aggregate was not finite. */
  #aggregate: Float32Array | undefined;
  /** Starts at the first call. */
  #kept = async (): Promise<Kept> => [];

  constructor(options: RunArmOptions) {
    const { config, arm, train, passes, parameters, previous, residual } = options;
    const { aggregator, preAggregators } = config.arms[arm];
    const { normalized, momentum } = config.algorithm;
    this.#options = options;
    this.#model = { aggregator, preAggregators, normalized, parameters, previous, residual };
    this.#root = rootUpdate(aggregator, { ...config, train });
    this.#motion = createMotionTracker(momentum);
    this.#landing = landing(passes, parameters.length, config.workers);
  }

  /** [d] */
  get parameters(): Float32Array {
    return this.#model.parameters;
  }

  /** The settings that count from the next round on; the arm's own rule stays. */
  reconfigure(config: RunConfig): void {
    this.#options = { ...this.#options, config };
  }

  /** [d], its parameters before the last round: neither written to nor replaced before the next round closes. */
  get start(): Float32Array {
    return this.#start ?? this.parameters.slice();
  }

  /** [d], of the last round, when it is finite. The same holds for it. */
  get aggregated(): Float32Array | undefined {
    return this.#aggregate;
  }

  setRow(row: number, values: Float32Array): void {
    this.#kept().catch(() => {}); // `kept` rejects with it
    this.#landing.set(row, values);
  }

  /** Called for every arm when a round closes, before the arms with enough updates aggregate. */
  beginRound(round: number): void {
    this.#round = round;
    this.#closed = this.#landing.rows();
    this.#start = this.#aggregate = undefined;
  }

  /** Goes on with other passes. */
  usePasses(passes: Passes<unknown>): void {
    this.#kept().catch(() => {}); // as in `setRow`: the rows are disposed after it
    const before = this.#landing;
    this.#options = { ...this.#options, passes };
    this.#landing = before.copyTo(passes);
    before.dispose();
  }

  /**
   * Aggregates on these passes and changes nothing; `take` takes the step. With `later`, what was kept is computed after the
   * step: on passes that nothing replaces, because a result that they lost could not be computed again.
   */
  async close(request: ArmRequest, passes: Passes<unknown>, later = false): Promise<TimedArm> {
    const { config, arm, now } = this.#options;
    const model = this.#model;
    this.#rowsOf(this.#closed, request.rows); // a row that was never set is the caller's mistake, not the rule's refusal
    const random = stream(config.seed, "aggregate", arm, this.#round);
    const isOwn = passes === this.#options.passes;
    const rows = isOwn ? this.#landing : this.#landing.copyTo(passes);
    try {
      return await rows.use(async (arrivals) => {
        const started = now();
        const root = await this.#root?.(model.parameters, request.learningRate);
        const { kept, ...closed } = await closeArm(model, { arrivals, ...request, random, root });
        const aggregateMs = now() - started;
        if (kept === undefined) return { ...closed, aggregateMs };
        if (later && isOwn) return { ...closed, kept: () => rows.use(kept), aggregateMs };
        const known = await kept();
        return { ...closed, kept: async () => known, aggregateMs };
      });
    } finally {
      if (!isOwn) rows.dispose();
    }
  }

  /** Takes the step of a closed round. */
  take({ aggregate, parameters, residual, kept, ...closed }: TimedArm): ArmResult {
    const model = this.#model;
    this.#start = model.parameters.slice();
    if (parameters !== undefined) model.parameters.set(parameters);
    if (residual !== undefined) model.residual.set(residual);
    if (aggregate !== undefined) {
      model.previous.set(aggregate);
      this.#aggregate = aggregate;
    }
    this.#kept = once(kept ?? (async () => []));
    return { arm: this.#options.arm, ...closed };
  }

  /** What the rule kept in the last round; empty when it refused. */
  kept(): Promise<Kept> {
    return this.#kept();
  }

  /** [d]: the vector of attackers that know `rows`. Call it before the round closes. */
  async attackVector(
    rows: readonly number[],
    { round, ...request }: Omit<AttackRequest, "arms">,
    passes: Passes<unknown>,
  ): Promise<Float32Array> {
    const { config, arm } = this.#options;
    const { aggregator, preAggregators, previous } = this.#model;
    return vectorOfAttack(this.#rowsOf(this.#landing.rows(), rows), {
      ...request,
      pipeline: { aggregator, preAggregators },
      previous,
      expectedByzantine: config.f,
      // its own stream: attackers must not know the draws that close the round
      random: () => stream(seedOf("attacks", config), "stage", arm, round),
      attackRandom: stream(seedOf("attacks", config), "attack", "all", round, arm),
      passes,
    });
  }

  /** Compares the aggregate of the last round with the mean of its `rows`, the honest ones. */
  truth(rows: readonly number[]): ArmTruth {
    const motion = (mean: Float32Array | undefined) =>
      this.#motion.follow({ round: this.#round, mean, rows, from: this.#start });
    return armTruth(
      this.#aggregate,
      this.#rowsOf(this.#closed, rows),
      motion,
      statisticsOf(this.#options.passes),
    );
  }

  dispose(): void {
    this.#landing.dispose();
  }

  #rowsOf(all: readonly (Float32Array | undefined)[], rows: readonly number[]): Float32Array[] {
    return rows.map((row) => {
      const values = all[row];
      if (values === undefined) throw new RangeError(`row ${row} of arm ${this.#options.arm} was never set`);
      return values;
    });
  }
}

function once<Result>(compute: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => {
    result ??= compute();
    return result;
  };
}
