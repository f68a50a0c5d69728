/**
 * Collects the rows that arrive in one turn of the event loop, to be posted as one message. Memory is posted once, with a
 * number; from then on the number stands for it: posting a view of shared memory costs more than the update's other work.
 */
export interface RowPost {
  /** New memories [d]. Their numbers follow those of all earlier ones. */
  memories: Float32Array[];
  /** For each row its arm, its row and the number of its memory. */
  rows: number[];
}

export class RowPosts {
  readonly #post: (post: RowPost) => void;
  readonly #soon: (action: () => void) => void;
  readonly #numbers = new Map<Float32Array, number>();
  #memories: Float32Array[] = [];
  #rows: number[] = [];

  /** `soon` runs an action once what happens at the same time is done. */
  constructor(post: (post: RowPost) => void, soon: (action: () => void) => void) {
    this.#post = post;
    this.#soon = soon;
  }

  add(arm: number, row: number, memory: Float32Array): void {
    if (this.#rows.length === 0) this.#soon(() => this.flush());
    this.#rows.push(arm, row, this.#numberOf(memory));
  }

  /** Posts what was added, before a message that needs it. */
  flush(): void {
    if (this.#rows.length === 0) return;
    const post = { memories: this.#memories, rows: this.#rows };
    [this.#memories, this.#rows] = [[], []];
    this.#post(post);
  }

  #numberOf(memory: Float32Array): number {
    const known = this.#numbers.get(memory);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(memory, number);
    this.#memories.push(memory);
    return number;
  }
}

/** Sets the rows of posts, in their order, with the memories of all posts so far. */
export class PostedRows {
  readonly #memories: Float32Array[] = [];
  readonly #set: (arm: number, row: number, memory: Float32Array) => void;

  constructor(set: (arm: number, row: number, memory: Float32Array) => void) {
    this.#set = set;
  }

  take({ memories, rows }: RowPost): void {
    this.#memories.push(...memories);
    for (let i = 0; i < rows.length; i += 3) this.#set(rows[i], rows[i + 1], this.#memories[rows[i + 2]]);
  }
}
