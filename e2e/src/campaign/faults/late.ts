/** Workers that answer at the last moment, or after it. What is accepted counts, and nobody waits for the rest. */
import { type Answer, type Bytes, LIMITS } from "@honest-majority/protocol";
import { type ForeignWorker, joinForeignWorker, type Sending } from "../../coordinator/foreignWorker";
import { type Fault, pause, type Scene } from "./fault";

/** Around the deadline itself, as a message takes a moment. */
const LAST_MS = 40;

/** After the rounds that wait for a silent worker; of them may wait for somebody who is slow on a busy machine: */
const ROUNDS = 5;
const OF_OTHERS = 2;

/** Joins, answers every round once it has closed, and with bytes that no update has. */
function lateAndWrong(sentence: string, bytesFrom: (honest: Uint8Array) => Bytes): Fault {
  return {
    sentence,
    weight: 0.4, // takes some deadlines
    async inject(scene) {
      const { coordinator, instructor, until } = scene;
      const closedBy: string[] = [];
      const listen = ({ closedBy: why }: { closedBy: string }) => void closedBy.push(why);
      const deadlines = () => closedBy.filter((why) => why === "deadline").length;
      let stranger: ForeignWorker | undefined;
      let told = -1;
      let isOver = false;
      try {
        stranger = await joinForeignWorker({
          url: coordinator.url,
          room: coordinator.room,
          join: { name: "Late" },
          listen: (socket) => {
            socket.on("round:closed", ({ round }) => {
              told = round;
            });
          },
          async misbehave({ header, bytes }) {
            await until(() => told >= header.round || isOver, "the stranger is told that a round has closed");
            return isOver ? [] : [{ header, bytes: bytesFrom(bytes as Uint8Array) }];
          },
        });
        instructor.socket.on("round:closed", listen);
        await until(() => deadlines() >= LIMITS.missedRounds.most, "rounds wait for the stranger");
        closedBy.length = 0;
        await until(() => closedBy.length >= ROUNDS, "rounds close");
        if (deadlines() > OF_OTHERS)
          throw new Error(`rounds go on waiting for a worker whose updates are late and wrong: ${closedBy}`);
        const taken = stranger.answers.find(({ ok }) => ok);
        if (taken !== undefined) throw new Error(`an update that was late and wrong was taken`);
        await until(() => (stranger as ForeignWorker).answers.length > 0, "late updates are answered");
      } finally {
        isOver = true;
        instructor.socket.off("round:closed", listen);
        await stranger?.leave().catch(() => undefined);
        stranger?.close();
      }
    },
  };
}

export const LATE_FAULTS = {
  lateAndEmpty: lateAndWrong(
    "a worker that answers each round after it has closed, with no bytes",
    () => new Uint8Array(0),
  ),
  lateAndShort: lateAndWrong(
    "a worker that answers each round after it has closed, with too few bytes",
    (honest) => honest.subarray(8),
  ),
  lastMoment: {
    sentence: "updates in the last milliseconds before the deadline, and in the first after it",
    weight: 1, // takes a deadline
    async inject(scene) {
      const { crew, random, until } = scene;
      const worker = crew.inside[random.int(crew.inside.length)];
      const sent: { header: Sending["header"]; answer: Promise<Answer> }[] = [];
      await worker.misbehave(async ({ header, bytes }) => {
        if (header.arm === 0)
          await pause(restOf(worker.foreign, header.round) + random.int(2 * LAST_MS) - LAST_MS);
        sent.push({ header, answer: worker.foreign.socket.emitWithAck("round:update", header, bytes) });
        return [];
      });
      for (const { header, answer } of sent)
        await mustCountIfTaken(scene, { worker, header, answer: await answer });
      await until(() => sent.length > 0, "the worker has sent its updates");
    },
  },
} satisfies Record<string, Fault>;

/** Milliseconds to the deadline of the round, as the worker was told when it opened. */
function restOf({ opened }: ForeignWorker, round: number): number {
  const task = opened.findLast((one) => one.round === round);
  return task?.timeLeftMs ?? 0;
}

async function mustCountIfTaken(
  { instructor, until }: Scene,
  {
    worker,
    header,
    answer,
  }: { worker: Scene["crew"]["inside"][number]; header: Sending["header"]; answer: Answer },
): Promise<void> {
  const { round, arm } = header;
  await until(() => instructor.record(round) !== undefined, `round ${round} closes`);
  const rows = instructor.record(round)?.arms[arm].rows ?? [];
  const counts = rows.some((row) => row.worker === worker.foreign.joined.worker.id);
  if (counts !== answer.ok)
    throw new Error(
      `an update for round ${round} was answered ${JSON.stringify(answer)}, and ${counts ? "counts" : "does not count"}`,
    );
  if (!answer.ok && answer.code !== "late")
    throw new Error(`a late update was answered ${JSON.stringify(answer)}`);
}
