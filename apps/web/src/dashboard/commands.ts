import type { Answer, Role, RunConfig } from "@honest-majority/protocol";

/** What the dashboard asks of the coordinator; each answer comes back over the socket. */
export interface Commands {
  start(): Promise<Answer>;
  pause(): Promise<Answer>;
  step(): Promise<Answer>;
  skip(): Promise<Answer>;
  reset(): Promise<Answer>;
  configure(config: unknown): Promise<Answer<{ config: RunConfig }>>;
  flip(worker: string, role: Role): Promise<Answer>;
  remove(worker: string): Promise<Answer>;
}
