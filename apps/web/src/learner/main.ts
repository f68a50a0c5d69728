/** The learner Web Worker: a backend, and a worker in a room. Never awaits a frame or a page's timer. */

import { createLearner, selfTest } from "@honest-majority/learning";
import { joinRoom, type LiveWorker } from "@honest-majority/worker/live";
import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { browserRungs } from "./backends";
import { chooseBackend } from "./ladder";
import type { FromLearner, ToLearner } from "./messages";

const PICTURES = 16;
const POST_MS = 50;
const ADVICE = "Reload the page; if it happens again, add ?backend=wasm to its address.";

let view: LearnerView = EMPTY_VIEW;
let worker: LiveWorker | undefined;
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
  const { origin } = self.location;
  worker = joinRoom(
    { origin, room, token, name, hidden, backend, computingAdvice: ADVICE },
    {
      createLearner: ({ model, batchSize, seed, augment }, examples, workerIndex) =>
        createLearner({ model, examples, batchSize, seed, augment, workerIndex }),
      now: () => performance.now(),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      view: () => view,
      report,
      keepToken: (kept) => post({ kind: "token", token: kept }),
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
