/** Who watches the insight panels of a room, and what they show. Knows no socket: a watcher is any object that stands for one. */
import type { InsightAudience, Outbox } from "@honest-majority/conductor";
import {
  type Answer,
  type InsightPanel,
  type InsightRequest,
  type MapView,
  quoted,
  refuse,
  type ShadowView,
} from "@honest-majority/protocol";

export interface InsightPanelsParts {
  /** `compose` gets whether these dashboards may see roles. */
  outbox: Pick<Outbox, "toDashboards">;
  /** Whether a watcher is shown roles. */
  showsTruth: (instructor: boolean) => boolean;
  /** The current run. */
  run: () => string;
  /** The labels of its arms. */
  arms: () => string[];
  /** Whether every update that came for the round counted, as far as it is known. */
  isWhole: (round: number) => boolean;
  /** Called when what is watched may have changed. */
  changed: () => void;
}

export interface InsightViews {
  map?: MapView;
  shadow?: ShadowView;
}

interface Watcher {
  panels: ReadonlySet<InsightPanel>;
  instructor: boolean;
}

export class InsightPanels implements InsightAudience {
  readonly #parts: InsightPanelsParts;
  readonly #watchers = new Map<object, Watcher>();
  #arm: string | undefined;
  #views: InsightViews = {};

  constructor(parts: InsightPanelsParts) {
    this.#parts = parts;
  }

  /** Replaces what this watcher watched before. */
  watch(watcher: object, { panels, arm }: InsightRequest, instructor: boolean): Answer {
    const { showsTruth, arms, changed } = this.#parts;
    if (panels.includes("shadow") && !showsTruth(instructor))
      return refuse(
        "not-allowed",
        "the rules' results tell who is malicious: only the teacher sees them until the reveal",
      );
    if (arm !== undefined && !instructor)
      return refuse("not-allowed", "only the teacher may choose the rule whose updates are shown");
    if (arm !== undefined && !arms().includes(arm))
      return refuse("wrong-arm", `no rule is labelled "${quoted(arm)}"; there are ${arms().join(", ")}`);
    if (arm !== undefined) this.#arm = arm;
    if (panels.length === 0) this.#watchers.delete(watcher);
    else this.#watchers.set(watcher, { panels: new Set(panels), instructor });
    changed();
    return { ok: true };
  }

  /** A watcher that is gone counts no longer. */
  leave(watcher: object): void {
    if (this.#watchers.delete(watcher)) this.#parts.changed();
  }

  /** The latest views of what this watcher watches, if they are of the current run. */
  viewsFor(watcher: object): InsightViews {
    const found = this.#watchers.get(watcher);
    if (found === undefined) return {};
    const truth = this.#parts.showsTruth(found.instructor);
    const { map, shadow } = this.#views;
    const shown =
      map && found.panels.has("map") && this.#isCurrent(map) ? this.#mapFor(map, truth) : undefined;
    return {
      ...(shown && { map: shown }),
      ...(shadow && found.panels.has("shadow") && this.#isCurrent(shadow) && truth && { shadow }),
    };
  }

  watches(panel: InsightPanel): boolean {
    return [...this.#watchers.values()].some(
      ({ panels, instructor }) =>
        panels.has(panel) && (panel === "map" || this.#parts.showsTruth(instructor)),
    );
  }

  arm(): string | undefined {
    return this.#arm;
  }

  showMap(view: MapView): void {
    this.#views = { ...this.#views, map: view };
    this.#parts.outbox.toDashboards("insight:map", (truth) => {
      const map = this.#mapFor(view, truth);
      return map && [map];
    });
  }

  showShadow(view: ShadowView): void {
    this.#views = { ...this.#views, shadow: view };
    this.#parts.outbox.toDashboards("insight:shadow", (truth) => (truth ? [view] : undefined));
  }

  /** Sends the latest views again: others may see roles now. */
  truthChanged(): void {
    const { map, shadow } = this.#views;
    if (map && this.#isCurrent(map)) this.showMap(map);
    if (shadow && this.#isCurrent(shadow)) this.showShadow(shadow);
    this.#parts.changed();
  }

  /** Undefined when the round's map would show that an update was refused. */
  #mapFor(view: MapView, truth: boolean): MapView | undefined {
    if (truth) return view;
    return this.#parts.isWhole(view.round) ? withoutNames(view) : undefined;
  }

  #isCurrent({ run }: { run: string }): boolean {
    return run === this.#parts.run();
  }
}

/** For those who may not see roles: where updates lie, from left to right, but not whose they are. */
function withoutNames({ honestMean: _, byzantine: __, updates, ...view }: MapView): MapView {
  const places = updates.map(({ x, y }) => ({ x, y })).sort((a, b) => a.x - b.x || a.y - b.y);
  return { ...view, updates: places.map((place, i) => ({ ...place, worker: `${i + 1}` })) };
}
