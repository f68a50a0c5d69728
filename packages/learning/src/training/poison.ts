/** A batch as it is trained on. */
export interface TrainingBatch {
  /** 0 … 1, [B, height, width, channels] */
  pixels: Float32Array<ArrayBuffer>;
  /** [B] */
  labels: Uint8Array;
}

/** The shard that a batch comes from, and whose it is. */
export interface PoisonContext {
  classes: number;
  height: number;
  width: number;
  channels: number;
  /** Examples of the shard. */
  count: number;
  /** Which of them the batch holds, [B]. */
  chosen: Uint32Array;
  seed: number;
  workerIndex: number;
}

/** What a malicious worker trains on instead of a batch. Its argument stays as it is. */
export type Poison = (batch: TrainingBatch, context: PoisonContext) => TrainingBatch;
