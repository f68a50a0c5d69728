/** The air of a room: bytes of both directions and of all connections leave one token bucket, in the order in which they asked. */

/** How much may be sent at once after a pause, in milliseconds of the rate. */
const BURST_MS = 20;
const TICK_MS = 4;

export interface BucketClock {
  /** Milliseconds. */
  now(): number;
  /** Calls `callback` after `ms`. */
  after(ms: number, callback: () => void): unknown;
}

export class TokenBucket {
  readonly #bytesPerMs: number;
  readonly #clock: BucketClock;
  /** Bytes that may pass now; below zero after a piece larger than what was there. */
  #left: number;
  #at: number;
  readonly #waiting: { bytes: number; granted: () => void }[] = [];
  #isTicking = false;

  constructor(bitsPerSecond: number, clock: BucketClock) {
    this.#bytesPerMs = bitsPerSecond / 8_000;
    this.#clock = clock;
    this.#left = BURST_MS * this.#bytesPerMs;
    this.#at = clock.now();
  }

  /** Calls `granted` when so many bytes may pass. Who asks for small pieces, one after another, shares fairly. */
  take(bytes: number, granted: () => void): void {
    this.#waiting.push({ bytes, granted });
    if (!this.#isTicking) this.#tick();
  }

  #tick(): void {
    const now = this.#clock.now();
    this.#left = Math.min(BURST_MS * this.#bytesPerMs, this.#left + (now - this.#at) * this.#bytesPerMs);
    this.#at = now;
    this.#isTicking = true; // who asks again while granted comes after those who wait
    for (let next = this.#next(); next !== undefined; next = this.#next()) next();
    this.#isTicking = this.#waiting.length > 0;
    if (this.#isTicking) this.#clock.after(TICK_MS, () => this.#tick());
  }
  /** Undefined when nobody waits or nothing is left. */
  #next(): (() => void) | undefined {
    const first = this.#left > 0 ? this.#waiting.shift() : undefined;
    this.#left -= first?.bytes ?? 0;
    return first?.granted;
  }
}
