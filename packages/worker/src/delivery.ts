/** Sends the updates of one round, one for each arm. */
import { type RefusalCode, type UpdateHeader, vectorAsBytes, vectorBytes } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import type { ArmVectors } from "./play";
import type { SessionEnv } from "./sessionEnv";
import type { RoundStatus } from "./view";
import type { TrainedRound } from "./workerRound";

export interface Delivery {
  trained: TrainedRound;
  vectors: ArmVectors;
  workerIndex: number;
  update: SessionEnv["update"];
  show: (status: RoundStatus, detail?: string) => void;
}

/** The update came too late to count; nothing is wrong with it. */
const NO_FAULT: readonly RefusalCode[] = ["late", "unavailable"];

/** Shows the worker's status while it sends. Resolves when every arm's update is answered. */
export async function deliver({ trained, vectors, workerIndex, update, show }: Delivery): Promise<void> {
  const { codec, dim, round } = trained.task;
  const { maxUpdateBytes, training } = trained.run.assignment;
  const bytes = vectorBytes(codec, dim);
  if (bytes > maxUpdateBytes) {
    return show("refused", `an update takes ${bytes} bytes, but this room accepts at most ${maxUpdateBytes}`);
  }
  show("sending");
  const answers = await Promise.all(
    [...vectors].map(([arm, vector]) => {
      const { uniform } = stream(training.seed, "rounding", workerIndex, round, arm);
      return update(headerOf(trained, arm), vectorAsBytes(vector, codec, uniform));
    }),
  );
  const refused = answers.filter((answer) => !answer.ok);
  const worst = refused.find(({ code }) => !NO_FAULT.includes(code)) ?? refused.at(0);
  if (worst === undefined) show("sent");
  else show(NO_FAULT.includes(worst.code) ? "late" : "refused", worst.detail);
}

function headerOf({ task, losses, computeMs }: TrainedRound, arm: number): UpdateHeader {
  const { run, round, dim, codec } = task;
  return { run, round, arm, dim, codec, trainLoss: losses.get(arm) ?? null, computeMs };
}
