/**
 * Measures the demo live: the real coordinator, a real Chromium with a swarm page of eight workers, and
 * MNIST. Prints the table of docs/results.md.
 *
 *   npm run measure -- [--data-dir DIR] [--backend wasm] [--rounds 300]
 */
import { parseArgs } from "node:util";
import { defaultDataDir } from "@honest-majority/datasets";
import { armLabel, type RoundRecord, RunConfig, type RunConfigInput } from "@honest-majority/protocol";
import { findChromium } from "../chromium/find";
import { launchChromium } from "../chromium/launch";
import { nodeSystem } from "../chromium/nodeSystem";
import { watchAsInstructor } from "../coordinator/instructor";
import { launchCoordinator } from "../coordinator/launch";
import { ensureWebIsBuilt } from "../webBuild";

const { values } = parseArgs({
  options: {
    "data-dir": { type: "string", default: defaultDataDir(process.env) },
    dataset: { type: "string", default: "mnist" },
    backend: { type: "string", default: "wasm" },
    rounds: { type: "string", default: "300" },
    tau: { type: "string", default: "0.2" },
  },
});

const WORKERS = 8;
const ATTACKERS = 3;
const base = {
  dataset: values.dataset as RunConfigInput["dataset"],
  model: "mlp",
  workers: WORKERS,
  batchSize: 32,
  learningRate: 0.3,
  algorithm: { momentum: 0.9 },
  rounds: Number(values.rounds),
  evaluateEvery: 50,
  roundDeadlineMs: 120_000,
} satisfies RunConfigInput;
const calm = { ...base, f: 0, arms: ["mean"] } satisfies RunConfigInput;
const attacked = {
  ...base,
  f: ATTACKERS,
  arms: [
    "mean",
    "coordinateMedian",
    "geometricMedian",
    "krum",
    "brsgd",
    { aggregator: { rule: "centeredClip", tau: Number(values.tau) } },
  ],
} satisfies RunConfigInput;

await ensureWebIsBuilt();
for (const [title, config, attackers] of [
  ["no attack", calm, 0],
  [`${ATTACKERS} of ${WORKERS} flip their bits (−10 × own), f = ${ATTACKERS}`, attacked, ATTACKERS],
] as const) {
  const { records, backends, seconds } = await runLive(config, attackers);
  print(title, config, records, backends, seconds);
}

async function runLive(config: RunConfigInput, attackers: number) {
  const coordinator = await launchCoordinator({
    config,
    args: ["--data-dir", values["data-dir"], "--host", "127.0.0.1"],
  });
  const browser = await launchChromium(await findChromium(nodeSystem()));
  const instructor = await watchAsInstructor(coordinator);
  try {
    const page = await browser.newPage();
    await page.goto(`${coordinator.url}/swarm/${coordinator.room}?n=${WORKERS}&backend=${values.backend}`);
    const ready = () => instructor.workers.filter(({ presence }) => presence === "ready");
    await instructor.until(() => ready().length === WORKERS, `${WORKERS} workers are ready`, 300_000);
    for (const { id } of ready().slice(WORKERS - attackers)) {
      const role = { kind: "malicious" as const, attack: "bitFlip" };
      const answer = await instructor.socket.emitWithAck("worker:flip", { worker: id, role });
      if (!answer.ok) throw new Error(answer.detail);
    }
    const backends = [...new Set(ready().map(({ backend }) => backend))].join(", ");
    const began = performance.now();
    await instructor.command("start");
    const progress = setInterval(
      () => process.stderr.write(`\rround ${instructor.rounds.length} of ${config.rounds} `),
      1000,
    );
    await instructor.until(() => instructor.state.phase === "finished", "the run is finished", 3_600_000);
    clearInterval(progress);
    process.stderr.write("\r");
    return { records: [...instructor.rounds], backends, seconds: (performance.now() - began) / 1000 };
  } finally {
    void instructor.close();
    await browser.close();
    await coordinator.stop();
  }
}

function print(
  title: string,
  input: RunConfigInput,
  records: RoundRecord[],
  backends: string,
  seconds: number,
): void {
  const config = RunConfig.parse(input);
  console.log(`\n### ${config.dataset}, ${config.model}, ${title}\n`);
  console.log("| arm | test accuracy | mean error to the honest mean, last 50 rounds | outcome |");
  console.log("| --- | --- | --- | --- |");
  config.arms.forEach((arm, i) => {
    const accuracy = records.findLast(({ arms }) => arms[i].evaluation !== undefined)?.arms[i].evaluation
      ?.accuracy;
    const errors = records.slice(-50).flatMap(({ stage }) => stage?.aggregationError[i] ?? []);
    const error =
      errors.length === 0 ? "–" : (errors.reduce((sum, e) => sum + e, 0) / errors.length).toPrecision(3);
    const divergedAt = records.find(({ arms }) => arms[i].outcome === "diverged")?.round;
    const outcome = divergedAt === undefined ? "trained" : `diverged in round ${divergedAt}`;
    console.log(`| ${armLabel(arm)} | ${accuracy?.toFixed(4) ?? "–"} | ${error} | ${outcome} |`);
  });
  const { workers, batchSize, learningRate, algorithm, rounds, seed } = config;
  console.log(
    `\n${workers} workers on ${backends}, B = ${batchSize}, η = ${learningRate}, β = ${algorithm.momentum}, ${rounds} rounds, seed ${seed}; ${seconds.toFixed(0)} s, ${((1000 * seconds) / records.length).toFixed(0)} ms a round.`,
  );
}
