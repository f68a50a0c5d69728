/** A training batch. */
export interface TrainingBatch {
  /** 0 … 1, [B, height, width, channels] */
  pixels: Float32Array<ArrayBuffer>;
  /** [B] */
  labels: Uint8Array;
}

/** The shard of a batch, and the shard's worker. */
export interface PoisonContext {
  classes: number;
  height: number;
  width: number;
  channels: number;
  /** The number of examples in the shard. */
  count: number;
  /** The indices of those in the batch, [B]. */
  chosen: Uint32Array;
  seed: number;
  workerIndex: number;
}

/** Returns the batch on which a malicious worker trains instead. Does not modify its argument. */
export type Poison = (batch: TrainingBatch, context: PoisonContext) => TrainingBatch;
