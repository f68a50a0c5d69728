import type { Examples, Learner } from "@honest-majority/learning";
import type { Answer, Assignment, UpdateHeader } from "@honest-majority/protocol";
import type { LearnerView } from "./view";

/** Everything that a session does to the world outside: the coordinator, the data, the GPU, the clock and the page. */
export interface SessionEnv {
  ready(run: string): Promise<Answer>;
  update(header: UpdateHeader, bytes: Uint8Array): Promise<Answer>;
  loadShard(assignment: Assignment, token: string): Promise<Examples>;
  createLearner(assignment: Assignment, examples: Examples, workerIndex: number): Learner | Promise<Learner>;
  now(): number;
  sleep(ms: number): Promise<void>;
  report(change: Partial<LearnerView>): void;
  /** `drawn`: which of them are the person's own drawings. */
  showExamples(examples: Examples, drawn: ReadonlySet<number>): void;
}
