/** The learner Web Worker: backend, socket and session wired together. Never awaits a frame or a page's timer. */

import { createLearner, selfTest } from "@honest-majority/learning";
import { PROTOCOL_VERSION } from "@honest-majority/protocol";
import { createSession, EMPTY_VIEW, type LearnerView } from "@honest-majority/worker";
import { browserRungs } from "./backends";
import { chooseBackend } from "./ladder";
import { answered, type Link, openLink, sendUpdate } from "./link";
import type { FromLearner, ToLearner } from "./messages";
import { adviseJoin, stopped } from "./refusals";
import { fetchShard } from "./shard";

const PICTURES = 16;
const NOTE_CHARACTERS = 300;
const ACK_MS = 5_000;
const POST_MS = 50;

let view: LearnerView = EMPTY_VIEW;
let link: Link | undefined;
let hidden = false;

const post = (message: FromLearner, transfer: Transferable[] = []) => self.postMessage(message, { transfer });
let posting = false;
/** Changes of a few milliseconds go to the page as one: its drawing competes with training for the processor. */
function report(change: Partial<LearnerView>) {
  view = { ...view, ...change };
  if (posting) return;
  posting = true;
  setTimeout(() => {
    posting = false;
    post({ kind: "view", view });
  }, POST_MS);
}

async function start({ room, token, name, forced, place }: Extract<ToLearner, { kind: "start" }>) {
  report({});
  const backend = await chooseBackend(browserRungs(place), { selfTest, forced });
  report({ backend, link: { kind: "connecting" } });

  const session = createSession({
    ready: (run) => answered(socket.timeout(ACK_MS).emitWithAck("worker:ready", { run })),
    update: (header, bytes) => sendUpdate(socket, header, bytes),
    loadShard: (assignment, bearer) => fetchShard(self.location.origin, assignment, bearer),
    createLearner: ({ model, batchSize, seed }, examples, workerIndex) =>
      createLearner({ model, examples, batchSize, seed, workerIndex }),
    now: () => performance.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    report,
    showExamples({ height, width, channels, count, pixels }) {
      const shown = Math.min(PICTURES, count);
      const copy = pixels.slice(0, shown * height * width * channels);
      post({ kind: "pictures", pictures: { count: shown, height, width, channels, pixels: copy } }, [
        copy.buffer,
      ]);
    },
  });

  const opened = openLink(self.location.origin, {
    request: () => ({
      protocol: PROTOCOL_VERSION,
      room,
      token,
      name,
      backend: backend.name,
      backendNote: backend.note.slice(0, NOTE_CHARACTERS),
    }),
    joined(answer) {
      token = answer.worker.token;
      post({ kind: "token", token });
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
      post({ kind: "token", token });
      return "now";
    },
    lost() {
      const { kind } = view.link;
      if (kind !== "stopped") report({ link: { kind: view.worker ? "reconnecting" : "connecting" } });
    },
  });
  link = opened;
  const { socket } = opened;

  /** The shard did not come: a new connection asks for it again. */
  function giveUpShard(error: unknown) {
    report({ notice: sentence(error) });
    setTimeout(() => socket.disconnect().connect(), 2_000);
  }
  const stopOnError = (error: unknown) => {
    opened.close();
    session.dispose();
    report({ link: computingStopped(error) });
  };

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
    opened.close();
    session.dispose();
    if (refusal.code === "removed") post({ kind: "token", token: undefined });
    report({ link: stopped(refusal) });
  });
}

function sayHidden() {
  const socket = link?.socket;
  if (socket?.connected) void answered(socket.timeout(ACK_MS).emitWithAck("worker:visibility", { hidden }));
}

const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));

const computingStopped = (error: unknown): LearnerView["link"] => ({
  kind: "stopped",
  title: "Training stopped in this tab",
  advice: `Reload the page; if it happens again, add ?backend=wasm to its address. (${sentence(error)})`,
  mayRejoin: true,
});

async function handle(message: ToLearner) {
  const socket = link?.socket;
  switch (message.kind) {
    case "start":
      hidden = message.hidden;
      return start(message).catch((error) => report({ link: computingStopped(error) }));
    case "visibility":
      hidden = message.hidden;
      return sayHidden();
    case "flip": {
      if (!socket) return;
      const answer = await answered(
        socket.timeout(ACK_MS).emitWithAck("worker:flip", { role: message.role }),
      );
      return report(answer.ok ? { role: message.role, notice: undefined } : { notice: answer.detail });
    }
    case "rename": {
      if (!socket || !view.worker) return;
      const answer = await answered(
        socket.timeout(ACK_MS).emitWithAck("worker:rename", { name: message.name }),
      );
      const { worker } = view;
      return report(answer.ok ? { worker: { ...worker, name: answer.name } } : { notice: answer.detail });
    }
    case "leave":
      if (socket?.connected) await answered(socket.timeout(1_000).emitWithAck("worker:leave"));
      link?.close();
      return self.close();
    default:
      message satisfies never;
  }
}

self.onmessage = ({ data }: MessageEvent<ToLearner>) => void handle(data);
