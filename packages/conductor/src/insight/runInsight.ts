/**
 * Decides when the insight panels of one run are computed, and for which arm: after a measured round, and when the run
 * is paused. Aggregation, evaluation and record of a round never wait for more than one rule.
 */
import {
  armLabel,
  type InsightPanel,
  type MapPoint,
  type MapView,
  quorumOf,
  type RunConfig,
  type ShadowRow,
  type ShadowView,
} from "@honest-majority/protocol";
import { RULES } from "@honest-majority/robust";
import { closeArms, honestWorkers, type Roles, type Round } from "@honest-majority/rounds";
import { learningRateOf, measuredRound } from "../closeRound";
import type { Compute, InsightPlane, PreparedRun } from "../compute";
import type { Clock } from "../ports";
import { alignAxes } from "./alignAxes";

/** Who watches, and where the views go. */
export interface InsightAudience {
  /** Whether somebody watches the panel who may. */
  watches(panel: InsightPanel): boolean;
  /** The label of the arm to show; undefined for the first. */
  arm(): string | undefined;
  showMap(view: MapView): void;
  showShadow(view: ShadowView): void;
}

export interface RunInsightParts {
  run: string;
  config: RunConfig;
  prepared: PreparedRun;
  compute: Compute;
  clock: Clock;
  alarm: (sentence: string) => void;
}

/** A closed round whose rows are still in memory. */
interface ClosedRound {
  round: Round;
  roles: Roles;
  /** As they were in the round. */
  config: RunConfig;
  /** Resolves when the round is recorded and announced: its panels are not shown before. */
  announced: Promise<void>;
  /** By arm, the rows taken out of the run's memory, in order. */
  taken: Map<number, Float32Array[]>;
  /** Resolves when the compute thread has copied them. */
  copied: Promise<unknown>;
}

/** One arm's updates of one round, copied by the compute thread. */
interface Copy {
  round: number;
  arm: number;
  /** The labels of all arms. */
  arms: string[];
  label: string;
  workers: string[];
  byzantine: string[];
  honest: number;
  /** ‖honest mean‖₂ */
  norm: Promise<number | null>;
  /** Panels that are shown or being computed. */
  panels: Set<InsightPanel>;
  work: Promise<void>;
}

const PANELS: readonly InsightPanel[] = ["map", "shadow"];
/** Results of rules are sent at most this often. */
const SHADOW_MS = 150;

export class RunInsight {
  readonly #now: () => RunInsightParts;
  readonly #audience: InsightAudience;
  #closed: ClosedRound | undefined;
  #halted = false;
  #copy: Copy | undefined;
  /** The last map, for its axes. */
  #map: { arm: string; points: Map<string, MapPoint> } | undefined;

  /** `now`: the parts as they are now; the config changes in mid-run. */
  constructor(now: () => RunInsightParts, audience: InsightAudience) {
    this.#now = now;
    this.#audience = audience;
  }

  get #parts(): RunInsightParts {
    return this.#now();
  }

  /** Called when a round's arms have stepped, and before the next one opens. */
  closed(round: Round, roles: Roles, announced: Promise<void> = Promise.resolve()): void {
    const { config } = this.#parts;
    this.#closed = { round, roles, config, announced, taken: new Map(), copied: Promise.resolve() };
    if (measuredRound(round.round, config)) this.#compute();
  }

  /** Called when a round opens: its rows overwrite those of the last. */
  opened(): void {
    this.#halted = false;
    if (!this.#isWatched) this.#free();
    this.#giveBack();
  }

  /** Called when the run is paused or finished. */
  halted(): void {
    if (this.#halted) return;
    this.#halted = true;
    this.#compute();
  }

  /** Called when somebody starts or stops watching, and when the arm to show changes. */
  audienceChanged(): void {
    // the copy of a halted run stays: whoever starts and stops watching again and again must not fill the compute thread's queue
    if (this.#halted) this.#compute();
    else if (!this.#isWatched) this.#free();
  }

  #giveBack(): void {
    const { run, compute } = this.#parts;
    const closed = this.#closed;
    this.#closed = undefined;
    void closed?.copied.then(() => {
      for (const rows of closed.taken.values()) compute.giveBackRows(run, rows);
    });
  }

  get #isWatched(): boolean {
    return PANELS.some((panel) => this.#audience.watches(panel));
  }

  #free(): void {
    const { run, compute } = this.#parts;
    this.#map = undefined;
    if (this.#copy === undefined) return;
    this.#copy = undefined;
    compute.insightClose(run, null).catch(() => {}); // a dead compute thread is reported by the next round
  }

  /** The rounds that closed and were not announced are given up. */
  drop(): void {
    this.#giveBack();
    this.#copy = undefined;
  }

  /** Nothing is computed or shown after this. */
  stop(): void {
    this.#closed = this.#copy = undefined;
    this.#halted = true;
  }

  /** Starts every watched panel that the round's copy does not yet show. */
  #compute(): void {
    const panels = PANELS.filter((panel) => this.#audience.watches(panel));
    if (panels.length === 0 || this.#closed === undefined) return;
    const copy = this.#copyOf(this.#closed);
    if (copy === undefined) return;
    for (const panel of panels) {
      if (copy.panels.has(panel)) continue;
      copy.panels.add(panel);
      copy.work = copy.work
        .then(() => this.#show(panel, copy))
        .catch((error: Error) => {
          const { round } = copy;
          if (this.#copy === copy)
            this.#parts.alarm(
              `the panels of round ${round} could not be computed: ${error.message}. The run is not affected.`,
            );
        });
    }
  }

  /** The copy of the arm to show: the present one, or a new one that overtakes it. Undefined when the arm has no update. */
  #copyOf(closed: ClosedRound): Copy | undefined {
    const { run, prepared, compute } = this.#parts;
    const { round, roles, config, announced } = closed;
    const labels = config.arms.map(armLabel);
    const arm = Math.max(0, labels.indexOf(this.#audience.arm() ?? labels[0]));
    if (this.#copy?.round === round.round && this.#copy.arm === arm) return this.#copy;
    const closing = closeArms(round, { quorum: quorumOf(config), f: config.f }).find(
      (candidate) => candidate.arm === arm,
    );
    if (closing === undefined || closing.rows.length === 0) return undefined;
    const workers = closing.rows.map((row) => round.invited[row]);
    const isHonest = new Set(honestWorkers(round, roles));
    const honest = workers.flatMap((worker, i) => (isHonest.has(worker) ? [i] : []));
    const rows = closed.taken.get(arm) ?? compute.takeRows(run, arm, closing.rows);
    closed.taken.set(arm, rows);
    const opening = compute.insightOpen(run, {
      round: round.round,
      arm,
      rows,
      honest,
      expectedByzantine: closing.expectedByzantine,
      learningRate: learningRateOf(config, round.round, prepared),
    });
    closed.copied = Promise.allSettled([closed.copied, opening]);
    const norm = opening.then(({ honestNorm }) => honestNorm);
    norm.catch(() => {}); // the panels reject with it, unless the round is given up
    this.#copy = {
      round: round.round,
      arm,
      arms: labels,
      label: labels[arm],
      workers,
      byzantine: workers.filter((worker) => !isHonest.has(worker)),
      honest: honest.length,
      norm,
      panels: new Set(),
      work: announced,
    };
    return this.#copy;
  }

  async #show(panel: InsightPanel, copy: Copy): Promise<void> {
    await copy.norm;
    switch (panel) {
      case "map":
        return this.#showMap(copy);
      case "shadow":
        return this.#showShadow(copy);
      default:
        panel satisfies never;
    }
  }

  async #showMap(copy: Copy): Promise<void> {
    if (!this.#isWanted("map", copy)) return;
    const { run, compute } = this.#parts;
    const plane = await compute.insightPlane(run, null);
    if (!this.#isWanted("map", copy)) return;
    const { view, points } = mapView(copy, plane, {
      run,
      before: this.#map?.arm === copy.label ? this.#map.points : new Map(),
    });
    this.#map = { arm: copy.label, points };
    this.#audience.showMap(view);
  }

  async #showShadow(copy: Copy): Promise<void> {
    const { run, compute, clock } = this.#parts;
    const honestNorm = await copy.norm;
    const rules = Object.keys(RULES);
    const rows: ShadowRow[] = [];
    let shownAt: number | undefined;
    for (const rule of rules) {
      if (!this.#isWanted("shadow", copy)) return;
      rows.push(await compute.insightRule(run, rule));
      if (!this.#isWanted("shadow", copy)) return;
      const pending = rules.length - rows.length;
      if (pending > 0 && shownAt !== undefined && clock.now() - shownAt < SHADOW_MS) continue;
      shownAt = clock.now();
      this.#audience.showShadow({
        run,
        round: copy.round,
        arm: copy.label,
        honestNorm,
        liars: copy.workers.length - copy.honest,
        honest: copy.honest,
        rows: [...rows],
        pending,
      });
    }
  }

  /** Whether this copy is the latest and somebody still watches the panel. If not, it can be computed again later. */
  #isWanted(panel: InsightPanel, copy: Copy): boolean {
    if (this.#copy !== copy) return false;
    if (this.#audience.watches(panel)) return true;
    copy.panels.delete(panel);
    return false;
  }
}

/** The view, with its axes turned to those of the points before, and the points by worker. */
function mapView(
  { round, arms, label, workers, byzantine }: Copy,
  plane: InsightPlane,
  { run, before }: { run: string; before: ReadonlyMap<string, MapPoint> },
): { view: MapView; points: Map<string, MapPoint> } {
  const placed = new Map(workers.map((worker, i) => [worker, plane.points[i]]));
  const turn = alignAxes(placed, before);
  const points = new Map([...placed].map(([worker, point]) => [worker, turn(point)]));
  const view: MapView = {
    run,
    round,
    arm: label,
    updates: [...points].map(([worker, point]) => ({ worker, ...point })),
    aggregates: plane.aggregates.flatMap((point, arm) =>
      point === null ? [] : [{ arm: arms[arm], ...turn(point) }],
    ),
    byzantine,
    ...(plane.honestMean === null ? {} : { honestMean: turn(plane.honestMean) }),
    medianDistance: plane.medianDistance,
    shown: plane.shown,
  };
  return { view, points };
}
