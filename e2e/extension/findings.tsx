/**
 * Prints as JSON what a tree makes of the toys. A process of its own runs this in the copy that has them; it names
 * them as a run's settings do, and uses only what the rest of the tree uses.
 */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chooseNodeBackend } from "@honest-majority/backends";
import { guardRailsOf } from "@honest-majority/conductor";
import { api } from "@honest-majority/coordinator/http/api";
import { availableDatasets } from "@honest-majority/datasets";
import { createLearner } from "@honest-majority/learning";
import {
  decodeVector,
  encodeVectors,
  FlipRequest,
  type RefusalCode,
  type RoundRecord,
  RunConfig,
  refuse,
  type Training,
} from "@honest-majority/protocol";
import { armStyle } from "@honest-majority/web/src/chart/armStyle";
import { ChartPanel } from "@honest-majority/web/src/chart/ChartPanel";
import { columnsOf, noColumns } from "@honest-majority/web/src/chart/columns";
import { linesOf } from "@honest-majority/web/src/chart/lines";
import { CHART_TABS } from "@honest-majority/web/src/chart/tabs";
import { AttackCards } from "@honest-majority/web/src/roles/AttackCards";
import { AttackSelect } from "@honest-majority/web/src/roles/AttackSelect";
import { SettingsForm } from "@honest-majority/web/src/settings/SettingsForm";
import { describeStatus, progressOf } from "@honest-majority/web/src/worker/describe";
import { joinRoom } from "@honest-majority/worker/live";
import { EMPTY_VIEW, type LearnerView, type RoundStatus } from "@honest-majority/worker/view";
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

/** The chart's buttons, and what the last tab draws of a run. */
function chart(rounds: readonly RoundRecord[]) {
  const look = armStyle({ isMean: false, place: 0 });
  const labels = ["toyRule"];
  const panel = renderToStaticMarkup(
    <ChartPanel columns={noColumns()} labels={labels} looks={[look]} classes={2} room="TOY-1" />,
  );
  const arms = labels.map((label) => ({ label, look }));
  return { panel, lines: linesOf(columnsOf(rounds), arms, CHART_TABS.at(-1)!) };
}

/** A worker's page in the middle of a round. */
function status() {
  const view: LearnerView = {
    ...EMPTY_VIEW,
    link: { kind: "ready" },
    run: { phase: "running", round: 4, waitingFor: 0, pausing: false },
    round: { round: 4, status: "toyStatus" as RoundStatus, role: "honest" },
  };
  return { says: describeStatus(view), done: progressOf(view) };
}

/** How the HTTP API sends the refusal of a shard. */
async function refusal() {
  const room = {
    publicInfo: () => ({}),
    recordPieces: () => [],
    isInstructor: () => false,
    currentRun: "",
    knows: () => false,
    leavePage: () => ({ ok: true }) as const,
  };
  const shard = () => refuse("toy-refusal" as RefusalCode, "no toys");
  const server = createServer(
    api({
      findRoom: () => ({ ...room, shard }),
      addressOf: () => undefined,
      health: () => ({}),
      otherwise() {},
    }),
  );
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/rooms/TOY-1/shard?run=r`;
  const response = await fetch(url, { headers: { authorization: "Bearer ada" } });
  server.close();
  return { status: response.status, body: await response.json() };
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

const live = await liveRun();
const findings = {
  config,
  role: FlipRequest.parse({ role: { kind: "malicious", attack: SETTINGS.attack } }).role,
  guardRails: guardRailsOf(config, config.workers),
  form: form(),
  attackPickers: attackPickers(),
  live,
  chart: chart(live.rounds),
  status: status(),
  refusal: await refusal(),
};
process.stdout.write(JSON.stringify(findings), () => process.exit(0));
