/** The learner, a Web Worker, runs one worker of a room. It never waits for a frame or a timer of the page. */

import "../withoutEval";
import {
  createLearner,
  type Drawing,
  type EverySecond,
  predict,
  selfTest,
  watchBackend,
} from "@honest-majority/learning";
import type { ModelName } from "@honest-majority/protocol";
import { joinRoom, type LiveWorker } from "@honest-majority/worker/live";
import { portConnection, shardsFrom } from "@honest-majority/worker/port";
import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { NotArrived } from "../load/arrived";
import { pluginsLoaded } from "../plugins";
import { createAsking } from "./asking";
import { browserRungs } from "./backends";
import { firstPictures } from "./firstPictures";
import { chooseBrowserBackend, type Death } from "./ladder";
import type { FromLearner, ToLearner } from "./messages";

const PICTURES = 16;
const POST_MS = 50;
const ADVICE = "Reload the page; if it happens again, add ?backend=wasm to its address.";

type Start = Extract<ToLearner, { kind: "start" }>;

let view: LearnerView = EMPTY_VIEW;
let worker: LiveWorker | undefined;
let hidden = false;
/** Kept for a worker that is yet to join. */
let drawings: readonly Drawing[] = [];

const post = (message: FromLearner, transfer: Transferable[] = []) => self.postMessage(message, { transfer });
let posting = false;
/** Sends the changes of a few milliseconds to the page together, because the page's drawing slows training down. */
function report(change: Partial<LearnerView>) {
  view = { ...view, ...change };
  if (change.work !== undefined) asking.ask(undefined); // its pictures may have another size
  if (change.computeMs !== undefined) asking.trained();
  if (posting) return;
  posting = true;
  setTimeout(() => {
    posting = false;
    post({ kind: "view", view });
  }, POST_MS);
}

const asking = createAsking({
  models: () => worker?.models(),
  async predict(parameters, picture) {
    const { work } = view;
    if (work === undefined) return parameters.map(() => null);
    const { model, classes, height, width, channels } = work;
    return predict(
      { model: model as ModelName, shape: { height, width, channels }, classes },
      parameters,
      picture,
    );
  },
  post: (answer) => post({ kind: "answer", answer }),
  now: () => performance.now(),
  after: (ms, what) => void setTimeout(what, ms),
});

const everySecond: EverySecond = (what) => {
  const timer = setInterval(what, 1_000);
  return () => clearInterval(timer);
};

/** The self-test of each model; resolves once the backend has trained the model correctly. */
const proofs = new Map<ModelName, Promise<void>>();

async function start({ room, token, name, pass, forced, votes, place, deaths, ports }: Start) {
  report({});
  await pluginsLoaded();
  const rungs = browserRungs(place);
  const backend = await chooseBrowserBackend(rungs, {
    selfTest: () => selfTest([]),
    forced,
    deaths,
    everySecond,
  });
  const signs = rungs.find(({ name }) => name === backend.name)?.signs?.();
  const watch = watchBackend({
    everySecond,
    isLost: signs?.isLost,
    died: (why) => die({ backend: backend.name, why }),
  });
  void signs?.gone.then(watch.lost);
  const { origin } = self.location;
  worker = joinRoom(
    {
      origin,
      room,
      token,
      name,
      pass,
      hidden,
      votes,
      backend: { ...backend, deaths: deaths.length },
      computingAdvice: ADVICE,
      elsewhere: ports && { open: portConnection(ports.room), loadShard: shardsFrom(ports.data) },
    },
    {
      async createLearner({ training }, examples, workerIndex) {
        await watch.steps()(() => prove(training.model, backend.name));
        return watch.learner(createLearner({ ...training, examples, workerIndex }));
      },
      now: () => performance.now(),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      view: () => view,
      report,
      keepToken: (kept) => post({ kind: "token", kept }),
      showExamples(examples, drawn) {
        const pictures = firstPictures(examples, PICTURES, drawn);
        post({ kind: "pictures", pictures }, [pictures.pixels.buffer, pictures.labels.buffer]);
      },
    },
  );
  worker.draw(drawings);
}

/** Tests a model before it is first trained. Compiling all models at start would take 15 seconds on a slow GPU. */
function prove(model: ModelName, backend: string): Promise<void> {
  const proof =
    proofs.get(model) ??
    selfTest([model]).then((test) => {
      if (test.ok) return;
      die({ backend, why: `it computes wrongly: ${test.detail}`, wrong: true });
      return new Promise(() => {}); // the worker that waits for this has left
    });
  proofs.set(model, proof);
  return proof;
}

/** The page answers with another learner, which rejoins as the same worker. */
function die(death: Death) {
  post({ kind: "died", death }); // first: a dead backend may refuse to free what it holds
  worker?.hangUp();
}

function cannotStart(error: unknown) {
  const why = error instanceof Error ? error.message : String(error);
  if (error instanceof NotArrived) {
    post({ kind: "lost", why });
    return;
  }
  report({
    link: {
      kind: "stopped",
      title: "Training stopped in this tab",
      advice: `${ADVICE} (${why})`,
      mayRejoin: true,
    },
  });
}

async function look() {
  const sent = worker?.lastSent();
  const { givenAway } = await import("./givenAway");
  post({ kind: "given-away", given: sent && givenAway(sent) });
}

async function measure({ id, task }: Extract<ToLearner, { kind: "measure" }>) {
  try {
    const { answerTask } = await import("../report/answerTask");
    post({ kind: "measured", id, answer: await answerTask(task) });
  } catch (error) {
    post({ kind: "measured", id, error: error instanceof Error ? error.message : String(error) });
  }
}

async function handle(message: ToLearner) {
  switch (message.kind) {
    case "start":
      hidden = message.hidden;
      return start(message).catch(cannotStart);
    case "visibility":
      hidden = message.hidden;
      return worker?.setHidden(hidden);
    case "draw":
      drawings = message.drawings;
      return worker?.draw(drawings);
    case "ask":
      return asking.ask(message.question);
    case "flip":
      return worker?.flip(message.role);
    case "vote":
      return worker?.vote(message.cast);
    case "quiz":
      return worker?.answerQuiz(message.answers);
    case "rename":
      return worker?.rename(message.name);
    case "look":
      return look();
    case "show":
      return worker?.show(message.pictures);
    case "take-back":
      return worker?.takeBack();
    case "leave":
      await worker?.leave();
      return self.close();
    case "measure":
      return measure(message);
    default:
      message satisfies never;
  }
}

self.onmessage = ({ data }: MessageEvent<ToLearner>) => void handle(data);
