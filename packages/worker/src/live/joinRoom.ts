/** One worker in a live room: socket and session wired together, for a tab's Web Worker and for Node alike. */
import type { Examples } from "@honest-majority/learning";
import { codecNames, PROTOCOL_VERSION, type Role } from "@honest-majority/protocol";
import { createSession, type SessionEnv } from "../session";
import type { LearnerView } from "../view";
import { answered, openWorkerLink, sendUpdate } from "./link";
import { adviseJoin, stopped } from "./refusals";
import { fetchShard } from "./shard";

const NOTE_CHARACTERS = 300;
const ACK_MS = 5_000;

export interface RoomEnv extends Pick<SessionEnv, "createLearner" | "now" | "sleep"> {
  /** As it stands now, changes that were reported included. */
  view(): LearnerView;
  report(change: Partial<LearnerView>): void;
  /** To be kept for the next join; undefined: forget it. */
  keepToken(token: string | undefined): void;
  showExamples(examples: Examples): void;
}

export interface RoomRequest {
  /** The coordinator's address, such as http://localhost:8080. */
  origin: string;
  room: string;
  /** From an earlier join: brings back name, shard and role. */
  token?: string;
  name?: string;
  hidden: boolean;
  backend: { name: string; note: string };
  /** Said where computing fails for good. */
  computingAdvice: string;
}

export interface LiveWorker {
  flip(role: Role): Promise<void>;
  rename(name: string): Promise<void>;
  setHidden(hidden: boolean): void;
  /** Says goodbye and closes the socket. */
  leave(): Promise<void>;
  /** Closes it without a word, as a lost connection would: the worker may come back with its token. */
  hangUp(): void;
}

export function joinRoom(request: RoomRequest, env: RoomEnv): LiveWorker {
  const { origin, room, name, backend, computingAdvice } = request;
  const { report, keepToken } = env;
  let { token, hidden } = request;
  report({ backend, link: { kind: "connecting" } });

  const session = createSession({
    ...env,
    ready: (run) => answered(socket.timeout(ACK_MS).emitWithAck("worker:ready", { run })),
    update: (header, bytes) => sendUpdate(socket, header, bytes),
    loadShard: (assignment, bearer) => fetchShard(origin, assignment, bearer),
  });

  const link = openWorkerLink(origin, {
    request: () => ({
      protocol: PROTOCOL_VERSION,
      room,
      token,
      name,
      backend: backend.name,
      backendNote: backend.note.slice(0, NOTE_CHARACTERS),
      codecs: codecNames(),
    }),
    joined(answer) {
      token = answer.worker.token;
      keepToken(token);
      report({ notice: answer.lastRefusal?.detail });
      if (hidden) sayHidden();
      session.joined(answer).catch(giveUpShard);
    },
    refused(refusal) {
      const advice = adviseJoin(refusal, token !== undefined);
      if (advice.kind === "stop") {
        report({ link: advice.state });
        return "never";
      }
      if (advice.kind === "later") {
        report({ notice: advice.title });
        return "later";
      }
      token = undefined;
      keepToken(token);
      return "now";
    },
    lost() {
      const { link: state, worker } = env.view();
      if (state.kind !== "stopped") report({ link: { kind: worker ? "reconnecting" : "connecting" } });
    },
  });
  const { socket } = link;

  function sayHidden() {
    if (socket.connected) void answered(socket.timeout(ACK_MS).emitWithAck("worker:visibility", { hidden }));
  }
  /** The shard did not come: a new connection asks for it again. */
  function giveUpShard(error: unknown) {
    report({ notice: sentence(error) });
    setTimeout(() => socket.disconnect().connect(), 2_000);
  }
  function stopOnError(error: unknown) {
    hangUp();
    report({
      link: {
        kind: "stopped",
        title: "Training stopped in this worker",
        advice: `${computingAdvice} (${sentence(error)})`,
        mayRejoin: true,
      },
    });
  }

  socket.on("run:assigned", (assignment) => void session.assigned(assignment).catch(giveUpShard));
  socket.on("run:changed", (run) => report({ run }));
  socket.on("round:open", (task, bytes) => void session.open(task, bytes).catch(stopOnError));
  socket.on(
    "adversary:knowledge",
    (message, bytes) => void session.knowledge(message, bytes).catch(stopOnError),
  );
  socket.on("round:closed", (summary) => report({ summary }));
  socket.on("role:changed", (role) => report({ role }));
  socket.on("refused", ({ event, detail }) => report({ notice: `${event}: ${detail}` }));
  socket.on("worker:dismissed", (refusal) => {
    hangUp();
    if (refusal.code === "removed") keepToken(undefined);
    report({ link: stopped(refusal) });
  });

  function hangUp() {
    link.close();
    session.dispose();
  }

  return {
    hangUp,
    async flip(role) {
      const answer = await answered(socket.timeout(ACK_MS).emitWithAck("worker:flip", { role }));
      report(answer.ok ? { role, notice: undefined } : { notice: answer.detail });
    },
    async rename(wanted) {
      const { worker } = env.view();
      if (!worker) return;
      const answer = await answered(socket.timeout(ACK_MS).emitWithAck("worker:rename", { name: wanted }));
      report(answer.ok ? { worker: { ...worker, name: answer.name } } : { notice: answer.detail });
    },
    setHidden(now) {
      hidden = now;
      sayHidden();
    },
    async leave() {
      if (socket.connected) await answered(socket.timeout(1_000).emitWithAck("worker:leave"));
      hangUp();
    },
  };
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
