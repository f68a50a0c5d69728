/** `lab run`: one config, round by round. */
import { guardRailsOf } from "@honest-majority/conductor";
import {
  adviceOn,
  armLabel,
  type Evaluation,
  type RoundRecord,
  type RunConfig,
  turnsText,
} from "@honest-majority/protocol";
import { fileNames } from "@honest-majority/records";
import { type Display, describeProgress } from "../describeProgress";
import { commitsText } from "../report/commits";
import { seedText } from "../sweep/seeds";
import { runScalars } from "../tensorboard/runScalars";
import { writeRun } from "../tensorboard/writeEvents";
import { curveOf } from "./curve";
import { finalsOf } from "./final";
import type { Laboratory } from "./laboratory";

export interface RunCommand {
  config: RunConfig;
  laboratory: Laboratory;
  /** Prints one JSON line per round and a summary instead of text. */
  json: boolean;
  /** The folder for TensorBoard's event files, a folder in it for each arm; unset: none are written. */
  tensorboard?: string;
  /** Of the program. */
  commit?: string;
  display: Display;
  write: (line: string) => void;
}

export async function runCommand(command: RunCommand): Promise<void> {
  const { config, laboratory, json, tensorboard, commit, display, write } = command;
  const started = performance.now();
  const hear = (record: RoundRecord) => {
    if (json) return write(JSON.stringify(record));
    const elapsedSeconds = (performance.now() - started) / 1000;
    const done = record.round + 1;
    display.show(
      `round ${describeProgress({ done, total: config.rounds, elapsedSeconds })}${accuracies(record)}`,
    );
  };
  if (!json) display.say(describeRun(config, laboratory, commit));
  const advice = [...Object.values(adviceOn(config)), ...guardRailsOf(config, config.workers)];
  for (const sentence of advice) display.say(sentence);
  const { records, seconds } = await laboratory.run(config, hear);
  const arms = finalsOf(records);
  if (tensorboard !== undefined) {
    for (const [arm, folder] of fileNames(arms.map(({ label }) => label)).entries())
      await writeRun(tensorboard, folder, runScalars(config, curveOf(records, arm), seconds));
  }
  if (json) {
    const { label: _, ...final } = arms[0];
    write(JSON.stringify({ config, final, arms, seconds, commit }));
    return;
  }
  for (const { label, accuracy, validation, attackSuccess, loss, diverged } of arms) {
    const said = diverged ? "diverged" : `loss ${loss?.toFixed(3) ?? "not finite"}`;
    const success = attackSuccess === undefined ? "" : `, attack success ${attackSuccess.toFixed(4)}`;
    const kept = validation === undefined ? "" : `, validation accuracy ${validation.toFixed(4)}`;
    display.say(
      `${label}: test accuracy ${accuracy.toFixed(4)}${kept}${success}, ${said}, ${records.length} rounds`,
    );
  }
  display.say(`${seconds.toFixed(1)} s`);
}

/** Everything needed to repeat the run, including seeds. */
function describeRun(config: RunConfig, { backend }: Laboratory, commit: string | undefined): string {
  const {
    dataset,
    model,
    workers,
    attackers = 0,
    attack,
    turns,
    batchSize,
    localSteps,
    learningRate,
    algorithm,
  } = config;
  const arms = config.arms.map(armLabel).join(", ");
  return [
    `${dataset}, ${model}, ${workers} workers, ${attackers} of them on ${attack.kind}${turns === undefined ? "" : `, from rounds ${turnsText(turns)}`}, f = ${config.f}, arms ${arms}`,
    `B = ${batchSize}, ${localSteps > 1 ? `K = ${localSteps} local steps, ` : ""}η = ${learningRate} ${config.schedule.kind}, β = ${algorithm.momentum}${algorithm.normalized ? ", normalized" : ""}, ${config.rounds} rounds`,
    `seed ${seedText(config)} for split, parameters, batches and attacks, each a stream of its own; on ${backend.name}, ${commitsText([{ commit }])}`,
  ].join("\n");
}

function accuracies({ arms }: RoundRecord): string {
  const measured = arms.flatMap(({ label, evaluation }) =>
    evaluation === undefined ? [] : [`${label} ${evaluation.accuracy.toFixed(3)}${successOf(evaluation)}`],
  );
  return measured.length === 0 ? "" : ` · ${measured.join(" · ")}`;
}

function successOf({ attackSuccess }: Evaluation): string {
  return attackSuccess === undefined ? "" : ` (attack ${attackSuccess.toFixed(3)})`;
}
