import type { Answer, Role, RunConfig } from "@honest-majority/protocol";

/** The requests of the dashboard to the coordinator. The answers arrive over the socket. */
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
