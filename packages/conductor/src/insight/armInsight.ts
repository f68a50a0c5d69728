/** A copy of one arm's updates of one round, and what the dashboards show of them. Knows no worker and no thread. */
import type { Examples } from "@honest-majority/learning";
import { isFiniteVector, type RunConfig, type ShadowRow } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { columnMeans, type Passes, ruleConfig, ruleOf } from "@honest-majority/robust";
import type { InsightOpened, InsightPlane, InsightRows } from "../compute";
import { type Landing, landing } from "../landing";
import { type RootUpdate, rootUpdate } from "../rootUpdate";
import { medianDistance, planeOf } from "./plane";
import { type ShadowRound, shadowRule, tooManySets } from "./shadowRule";

/** A rule that once took longer is not run again for as many workers. */
export const RULE_BUDGET_MS = 1000;

/** Vectors of the run's arms in the round. */
export interface RoundVectors {
  /** [d], the shown arm's parameters before the round. */
  start: Float32Array;
  /** [d] for each arm: its aggregate of the round, when it has a finite one. */
  aggregates: readonly (Float32Array | undefined)[];
}

export interface ArmInsightOptions {
  config: RunConfig;
  train: Examples;
  passes: Passes<unknown>;
  /** d */
  dim: number;
  /** Milliseconds. */
  now: () => number;
}

interface Opened extends RoundVectors, ShadowRound {
  request: InsightRows;
}

/** A rule's own last aggregate, before and after its latest round, so that a round can be shown twice. */
interface RuleState {
  round: number;
  before: Float32Array;
  after: Float32Array;
}

export class ArmInsight {
  #options: ArmInsightOptions;
  #roots = new Map<string, RootUpdate | undefined>();
  readonly #slow = new Map<string, { m: number; ms: number }>();
  #states = new Map<string, RuleState>();
  #landing: Landing<unknown> | undefined;
  #opened: Opened | undefined;
  #arm: number | undefined;
  /** Calls run one after another: they share one memory. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ArmInsightOptions) {
    this.#options = options;
  }

  /** The run's settings from now on. */
  reconfigure(config: RunConfig): void {
    this.#options = { ...this.#options, config };
    this.#roots = new Map();
  }

  /** Goes on with other passes. The present copy is lost: its rows may belong to the next round. */
  usePasses(passes: Passes<unknown>): void {
    this.#options = { ...this.#options, passes };
    void this.close();
  }

  /** Copies the rows. Rules with a state start afresh when the arm is not that of the last call. */
  open(request: InsightRows, vectors: RoundVectors): Promise<InsightOpened> {
    return this.#inTurn(async () => {
      const { rows, honest, arm, expectedByzantine } = request;
      const { passes, dim } = this.#options;
      if (arm !== this.#arm) this.#states = new Map();
      this.#arm = arm;
      this.#landing ??= landing(passes, dim, rows.length);
      for (const [i, row] of rows.entries()) this.#landing.set(i, row);
      const arrivals = await this.#landing.arrivals();
      const mean = honest.length > 0 ? new Float32Array(columnMeans(honest.map((i) => rows[i]))) : undefined;
      const honestMean = mean !== undefined && isFiniteVector(mean) ? mean : undefined;
      this.#opened = {
        request,
        ...vectors,
        arrivals,
        m: rows.length,
        expectedByzantine,
        honest: new Set(honest),
        honestMean,
      };
      return { honestNorm: honestMean === undefined ? null : norm(honestMean) };
    });
  }

  plane(): Promise<InsightPlane> {
    return this.#inTurn(async () => {
      const { arrivals, m, aggregates, honestMean } = this.#theOpened();
      try {
        const matrix = arrivals.matrix(Array.from({ length: m }, (_, row) => row));
        const squared = await matrix.squaredDistances();
        const { points, shown, place } = planeOf(squared, m);
        const placed = async (vector: Float32Array | undefined) =>
          vector === undefined
            ? null
            : place((await matrix.distancesTo(arrivals.vector(vector), "l2")).map((length) => length ** 2));
        const placedAggregates: InsightPlane["aggregates"] = [];
        for (const aggregate of aggregates) placedAggregates.push(await placed(aggregate));
        return {
          points,
          aggregates: placedAggregates,
          honestMean: await placed(honestMean),
          medianDistance: medianDistance(squared, m),
          shown,
        };
      } finally {
        arrivals.sweep();
      }
    });
  }

  rule(rule: string): Promise<ShadowRow> {
    return this.#inTurn(async () => {
      const opened = this.#theOpened();
      const { m, expectedByzantine, request } = opened;
      const { config, now } = this.#options;
      const reason = tooManySets(rule, m, expectedByzantine) ?? this.#tooSlow(rule, m);
      if (reason !== undefined) return { rule, reason };
      const state = this.#states.get(rule);
      const repeated = state?.round === request.round;
      const previous = (repeated ? state.before : state?.after) ?? new Float32Array(opened.start.length);
      const { row, aggregate } = await shadowRule(rule, opened, {
        previous,
        root: async () => this.#root(rule)?.(opened.start, request.learningRate),
        random: stream(config.seed, "shadow", rule, request.round),
        now,
      });
      if (ruleOf(rule).needs?.previous) {
        this.#states.set(rule, { round: request.round, before: previous, after: aggregate ?? previous });
      }
      if ("ms" in row && row.ms > RULE_BUDGET_MS) this.#slow.set(rule, { m, ms: row.ms });
      return row;
    });
  }

  /** Frees the copy; the states of rules stay. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#landing?.dispose();
      this.#landing = this.#opened = undefined;
    });
  }

  #tooSlow(rule: string, m: number): string | undefined {
    const slow = this.#slow.get(rule);
    if (slow === undefined || m < slow.m) return undefined;
    return `not computed: it took ${(slow.ms / 1000).toFixed(1)} s for ${slow.m} workers`;
  }

  #root(rule: string): RootUpdate | undefined {
    const { config, train } = this.#options;
    if (!this.#roots.has(rule)) this.#roots.set(rule, rootUpdate(ruleConfig(rule), { ...config, train }));
    return this.#roots.get(rule);
  }

  #theOpened(): Opened {
    if (this.#opened === undefined) throw new RangeError("the insight panels: no round is open");
    return this.#opened;
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const done = this.#last.then(action);
    this.#last = done.catch(() => {}); // the caller gets the error
    return done;
  }
}

function norm(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
