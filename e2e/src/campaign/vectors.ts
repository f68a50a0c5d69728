/**
 * What the campaign's workers send, and what the two rules make of it. All values are small integers times a power of
 * two, and all sums of them divide by any number of workers up to eight: every result is exact in float32. Pure.
 */
import type { Role } from "@honest-majority/protocol";

/** 840 is divisible by 1 … 8. */
const BASE = 840 * 2 ** -22;
/** Each worker sends twice as much in the coordinates of its own class, so a mean tells who was counted, and how often. */
export const CLASSES = 16;
/** Steps by it are exact. */
export const LEARNING_RATE = 0.5;
export const ARMS = ["mean", "coordinateMedian"] as const;

/** What one worker sends: its class, and whether it plays malicious. */
export interface Sender {
  marker: number;
  malicious: boolean;
}

/** The value in a coordinate of class `of`. */
function valueIn({ marker, malicious }: Sender, of: number): number {
  const own = BASE * (marker === of ? 2 : 1);
  return malicious ? -10 * own : own;
}

/** [dim] */
export function vectorOf(sender: Sender, dim: number): Float32Array {
  return Float32Array.from({ length: dim }, (_, j) => valueIn(sender, j % CLASSES));
}

/** In an update that must never count: the step would show it. */
export const POISON = 64 * BASE;

export const isMalicious = (role: Role): boolean => role.kind === "malicious";

/** The rule's aggregate in a coordinate of each class, [CLASSES]. */
export function aggregateOf(arm: number, senders: readonly Sender[]): number[] {
  const rule = ARMS[arm] === "mean" ? meanOf : medianOf;
  return Array.from({ length: CLASSES }, (_, of) => rule(senders.map((sender) => valueIn(sender, of))));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** w − η·z in float32, [dim]. The product is exact, and so the difference is rounded once. */
export function stepped(
  parameters: Float32Array,
  aggregate: readonly number[],
  learningRate: number,
): Float32Array {
  return parameters.map((w, j) => w - learningRate * aggregate[j % CLASSES]);
}
