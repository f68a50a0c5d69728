/** The learner Web Worker: a backend, and a worker in a room. Never awaits a frame or a page's timer. */

import { createLearner, selfTest } from "@honest-majority/learning";
import type { ModelName } from "@honest-majority/protocol";
import { joinRoom, type LiveWorker } from "@honest-majority/worker/live";
import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { pluginsLoaded } from "../plugins";
import { browserRungs } from "./backends";
import { chooseBrowserBackend } from "./ladder";
import type { FromLearner, ToLearner } from "./messages";

const PICTURES = 16;
const POST_MS = 50;
const ADVICE = "Reload the page; if it happens again, add ?backend=wasm to its address.";

type Start = Extract<ToLearner, { kind: "start" }>;

let view: LearnerView = EMPTY_VIEW;
let worker: LiveWorker | undefined;
let hidden = false;

const post = (message: FromLearner, transfer: Transferable[] = []) => self.postMessage(message, { transfer });
let posting = false;
/** Sends the changes of a few milliseconds to the page together: its drawing competes with training for the processor. */
function report(change: Partial<LearnerView>) {
  view = { ...view, ...change };
  if (posting) return;
  posting = true;
  setTimeout(() => {
    posting = false;
    post({ kind: "view", view });
  }, POST_MS);
}

/** By model, resolves once the backend has been shown to train it correctly. */
const proofs = new Map<ModelName, Promise<void>>();

async function start(request: Start) {
  const { room, token, name, forced, place } = request;
  report({});
  await pluginsLoaded();
  const backend = await chooseBrowserBackend(browserRungs(place), {
    selfTest: () => selfTest(proofs.keys()),
    forced,
  });
  const { origin } = self.location;
  worker = joinRoom(
    { origin, room, token, name, hidden, backend, computingAdvice: ADVICE },
    {
      async createLearner({ training }, examples, workerIndex) {
        await prove(training.model, request);
        return createLearner({ ...training, examples, workerIndex });
      },
      now: () => performance.now(),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      view: () => view,
      report,
      keepToken(kept) {
        request = { ...request, token: kept };
        post({ kind: "token", token: kept });
      },
      showExamples({ height, width, channels, count, pixels }) {
        const shown = Math.min(PICTURES, count);
        const copy = pixels.slice(0, shown * height * width * channels);
        post({ kind: "pictures", pictures: { count: shown, height, width, channels, pixels: copy } }, [
          copy.buffer,
        ]);
      },
    },
  );
}

/** Tests a model before it is first trained. To compile all models at start takes a slow GPU a quarter of a minute. */
function prove(model: ModelName, request: Start): Promise<void> {
  const proof =
    proofs.get(model) ?? selfTest([model]).then(({ ok }) => (ok ? undefined : startAgain(model, request)));
  proofs.set(model, proof);
  return proof;
}

/** The backend computes this model wrongly: chooses a backend again, tested with this model, and rejoins as the same worker. */
function startAgain(model: ModelName, request: Start): Promise<never> {
  proofs.set(model, Promise.resolve()); // choosing the backend tests it
  worker?.hangUp();
  start(request).catch(cannotStart);
  return new Promise(() => {}); // the worker that asked has left
}

function cannotStart(error: unknown) {
  const why = error instanceof Error ? error.message : String(error);
  report({
    link: {
      kind: "stopped",
      title: "Training stopped in this tab",
      advice: `${ADVICE} (${why})`,
      mayRejoin: true,
    },
  });
}

async function handle(message: ToLearner) {
  switch (message.kind) {
    case "start":
      hidden = message.hidden;
      return start(message).catch(cannotStart);
    case "visibility":
      hidden = message.hidden;
      return worker?.setHidden(hidden);
    case "flip":
      return worker?.flip(message.role);
    case "rename":
      return worker?.rename(message.name);
    case "leave":
      await worker?.leave();
      return self.close();
    default:
      message satisfies never;
  }
}

self.onmessage = ({ data }: MessageEvent<ToLearner>) => void handle(data);
