/** One worker without a browser, which says in lines what happens to it. It uses the same session code as a tab. */
import { setTimeout as sleep } from "node:timers/promises";
import { type BackendWatch, createLearner } from "@honest-majority/learning";
import type { AttackConfig } from "@honest-majority/protocol";
import { joinRoom, type LiveWorker } from "@honest-majority/worker/live";
import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";

export const say = (line: string) => void process.stdout.write(`${line}\n`);
const ADVICE = "Start it again; if it happens again, report it with this line.";

export interface StartOptions {
  origin: string;
  room: string;
  token?: string;
  name?: string;
  backend: { name: string; note: string; deaths: number };
  /** Played from the first join on. */
  attack?: AttackConfig;
  watch: BackendWatch;
  keepToken(token: string | undefined): void;
  /** Called after each try that did not reach the coordinator, until one has. */
  unreached(): void;
  /** Called when the coordinator refuses or removes the worker for good. */
  stopped(): void;
}

export type NodeWorker = Pick<LiveWorker, "leave" | "hangUp">;

export function startWorker({
  attack,
  watch,
  keepToken,
  unreached,
  stopped,
  ...request
}: StartOptions): NodeWorker {
  let view: LearnerView = EMPTY_VIEW;
  const who = () => view.worker?.name ?? request.name ?? "a worker";
  const report = (change: Partial<LearnerView>) => {
    const before = view;
    view = { ...view, ...change };
    if (change.worker && before.worker === undefined) {
      say(`${who()} joined`);
      // a worker that returns has a role, which the instructor may have changed
      if (attack !== undefined && request.token === undefined) void live.flip({ kind: "malicious", attack });
    }
    if (change.notice !== undefined && change.notice !== before.notice) say(`${who()}: ${change.notice}`);
    if (change.link?.kind === "connecting" && before.link.kind === "connecting") unreached();
    if (change.link === undefined || change.link.kind === before.link.kind) return;
    if (change.link.kind === "reconnecting")
      say(`${who()} lost the connection to the coordinator, and is reconnecting`);
    if (change.link.kind === "ready" && before.link.kind !== "starting") say(`${who()} is ready`);
    if (change.link.kind === "stopped") {
      say(`${who()}: ${change.link.title}. ${change.link.advice}`);
      stopped();
    }
  };
  const live = joinRoom(
    { ...request, hidden: false, computingAdvice: ADVICE },
    {
      createLearner: async ({ training }, examples, workerIndex) =>
        watch.learner(createLearner({ ...training, examples, workerIndex })),
      now: () => performance.now(),
      sleep: (ms) => sleep(ms),
      view: () => view,
      report,
      keepToken: (kept) => keepToken(kept?.token), // of this process: a restarted one joins as new workers
      showExamples() {},
    },
  );
  return {
    leave: () => live.leave(),
    hangUp() {
      try {
        live.hangUp();
      } catch {
        // the socket is closed first; a dead backend may refuse to free what it holds
      }
    },
  };
}
