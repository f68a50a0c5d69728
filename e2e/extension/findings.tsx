/**
 * Prints as JSON what a tree makes of the toys. A process of its own runs this in the copy that has them; it names
 * them as a run's settings do, and uses only what the rest of the tree uses.
 */
import { chooseNodeBackend } from "@honest-majority/backends";
import { guardRailsOf } from "@honest-majority/conductor";
import { availableDatasets } from "@honest-majority/datasets";
import { createLearner } from "@honest-majority/learning";
import {
  decodeVector,
  encodeVectors,
  FlipRequest,
  RunConfig,
  type Training,
} from "@honest-majority/protocol";
import { AttackCards } from "@honest-majority/web/src/roles/AttackCards";
import { AttackSelect } from "@honest-majority/web/src/roles/AttackSelect";
import { SettingsForm } from "@honest-majority/web/src/settings/SettingsForm";
import { joinRoom } from "@honest-majority/worker/live";
import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { renderToStaticMarkup } from "react-dom/server";
import { startLocalCoordinator } from "../src/coordinator/local";

const SETTINGS = JSON.parse(process.argv[2]) as { codec: string; attack: string };
const config = RunConfig.parse(SETTINGS);

function form(): string {
  const datasets = availableDatasets("nowhere");
  return renderToStaticMarkup(
    <SettingsForm
      config={config}
      datasets={datasets}
      locked={undefined}
      onApply={async () => ({ ok: true })}
      onDone={() => {}}
    />,
  );
}

function attackPickers(): string[] {
  const choice = { kind: "bitFlip", options: {} } as const;
  return [
    renderToStaticMarkup(<AttackCards choice={choice} preset={choice} onChange={() => {}} />),
    renderToStaticMarkup(<AttackSelect choice={choice} onChange={() => {}} />),
  ];
}

/** A run of real workers on a real coordinator, over sockets. */
async function liveRun() {
  await chooseNodeBackend();
  const local = await startLocalCoordinator(config);
  const workers = Array.from({ length: config.workers }, () => watchedWorker(local.url, local.room));
  try {
    await until(() => workers.every(({ view }) => view().link.kind === "ready"));
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:start");
    await until(() => local.heard.length === config.rounds);
    return {
      rounds: local.heard,
      workers: workers.map(({ view, seen }) => ({ index: view().worker?.index, ...seen })),
    };
  } finally {
    for (const { live } of workers) live.hangUp();
    await local.close();
  }
}

/** A worker as a tab or the program runs it, which notes what its learner was given. */
function watchedWorker(origin: string, room: string) {
  let view: LearnerView = EMPTY_VIEW;
  const seen = {
    training: undefined as Training | undefined,
    picture: [] as number[],
    /** Of each round: whether the received parameters are what the codec can say; then the two gradients. */
    rounds: [] as { fitsCodec: boolean; own: number[]; poisoned?: number[] }[],
  };
  const live = joinRoom(
    { origin, room, hidden: false, backend: { name: "test", note: "" }, computingAdvice: "" },
    {
      createLearner({ training }, examples, workerIndex) {
        seen.training = training;
        seen.picture = [examples.height, examples.width, examples.channels];
        const learner = createLearner({ ...training, examples, workerIndex });
        return {
          ...learner,
          async gradients(parameters, ...rest) {
            const answer = await learner.gradients(parameters, ...rest);
            const { codec } = SETTINGS;
            const [w] = parameters;
            const again = decodeVector(encodeVectors([w], codec), w.length, codec);
            seen.rounds.push({
              fitsCodec: again.every((value, i) => Object.is(value, w[i])),
              own: [...answer.own[0].gradient],
              poisoned: answer.poisoned && [...answer.poisoned[0].gradient],
            });
            return answer;
          },
        };
      },
      now: () => performance.now(),
      sleep: (ms) => new Promise((wake) => setTimeout(wake, ms)),
      view: () => view,
      report: (change) => {
        view = { ...view, ...change };
      },
      keepToken() {},
      showExamples() {},
    },
  );
  return { live, seen, view: () => view };
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error("findings: the run did not come to its end within 30 s");
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

const findings = {
  config,
  role: FlipRequest.parse({ role: { kind: "malicious", attack: SETTINGS.attack } }).role,
  guardRails: guardRailsOf(config, config.workers),
  form: form(),
  attackPickers: attackPickers(),
  live: await liveRun(),
};
process.stdout.write(JSON.stringify(findings), () => process.exit(0));
