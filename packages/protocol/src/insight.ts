/** What the dashboards show of one round's updates beyond its record; computed only while somebody watches. */
import { z } from "zod";

export const InsightPanel = z.enum(["map", "shadow"]);
export type InsightPanel = z.infer<typeof InsightPanel>;

/** Replaces what this connection watched before. */
export const InsightRequest = z.strictObject({
  panels: z.array(InsightPanel).max(8),
  /** The label of the arm whose updates are shown, for the whole room; only the instructor may choose it. Unset, as before; at first the first arm. */
  arm: z.string().max(100).optional(),
});
export type InsightRequest = z.infer<typeof InsightRequest>;

export interface MapPoint {
  x: number;
  y: number;
}

/**
 * The updates of one arm in the plane, by classical scaling of their distances. Axes are kept from map to map (Procrustes),
 * and the unit is that of the updates.
 */
export interface MapView {
  run: string;
  round: number;
  /** The label of the arm whose updates these are. */
  arm: string;
  /** For those who may not see roles, `worker` is the place from left to right, in a round in which every update counted. */
  updates: (MapPoint & { worker: string })[];
  /** Every arm's aggregate of this round. */
  aggregates: (MapPoint & { arm: string })[];
  /** Truth: only for those who may see roles. */
  honestMean?: MapPoint;
  /** Truth: which of these workers were malicious in the round. */
  byzantine?: string[];
  /** The median distance between two updates; 0 when all are equal. */
  medianDistance: number;
  /** The share of the squared distances that the plane shows, 0 … 1. */
  shown: number;
}

/** What one rule would have made of the round's updates. */
export type ShadowRow = { rule: string } & (
  | {
      /** ‖aggregate − honest mean‖₂; null when either is missing or not finite. */
      distance: number | null;
      /** Updates of malicious and of honest workers that the rule did not throw out. */
      liarsKept: number;
      honestKept: number;
      ms: number;
    }
  /** Why there is no result, in a sentence: "not computed: C(40, 10) sets", or why the rule refuses. */
  | { reason: string }
);

/** Every rule on the updates of one arm's round. Truth: only for those who may see roles. */
export interface ShadowView {
  run: string;
  round: number;
  arm: string;
  /** ‖honest mean‖₂; null without an honest update. */
  honestNorm: number | null;
  /** Malicious and honest workers whose updates count. */
  liars: number;
  honest: number;
  /** The rules computed so far, in the order of the registry. */
  rows: ShadowRow[];
  /** The number of rules whose results are still to come. They never come if the next measured round closes first. */
  pending: number;
}
