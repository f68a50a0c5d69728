import type { PreparedRun, SavedVectors } from "./compute";

type Vectors = Pick<PreparedRun, "parameters" | "previous" | "residual">;

/** The vectors that the first unrecorded round starts from, to go back to if it cannot be recorded. */
export class StartVectors {
  #start: Required<SavedVectors> | undefined;

  /** Call before a round steps the vectors. */
  begin(run: Vectors): void {
    this.#start ??= copyOf(run);
  }

  /** A round is recorded that led to `vectors`, which nothing writes to. */
  recorded(vectors: Required<SavedVectors>): void {
    this.#start = vectors;
  }

  /** The vectors change other than by a round. None is unrecorded. */
  forget(): void {
    this.#start = undefined;
  }

  restore({ parameters, previous, residual }: Vectors): void {
    if (this.#start === undefined) return;
    parameters.set(this.#start.parameters);
    previous.set(this.#start.previous);
    residual.set(this.#start.residual);
  }
}

export function copyOf({ parameters, previous, residual }: Vectors): Required<SavedVectors> {
  return { parameters: parameters.slice(), previous: previous.slice(), residual: residual.slice() };
}
