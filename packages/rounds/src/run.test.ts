import { describe, expect, test } from "vitest";
import {
  advance,
  type Command,
  type RunInput,
  type RunMachine,
  refusesCommand,
  resumedMachine,
  runMachine,
} from "./run";

const plan = { rounds: 3, arms: 2, quorum: 2 };
const ready = (...workers: string[]): RunInput => ({ type: "ready", workers });
const answered = (worker: string, arm: number): RunInput => ({
  type: "answered",
  worker,
  arm,
  answered: "counted",
});
const aggregated = (...diverged: number[]): RunInput => ({ type: "aggregated", diverged });
const bothAnswer: RunInput[] = ["ada", "ben"].flatMap((worker) => [0, 1].map((arm) => answered(worker, arm)));

/** Feeds inputs in order; returns the machine, and the effects in short words. */
function play(machine: RunMachine, ...inputs: (RunInput | Command)[]) {
  const said: string[] = [];
  for (const input of inputs) {
    const step = advance(machine, typeof input === "string" ? { type: input } : input);
    machine = step.machine;
    for (const effect of step.effects) {
      said.push(
        effect.type === "open"
          ? `open ${effect.round.round} to ${effect.round.invited.join("+")} arms ${effect.round.arms.join()}`
          : `close ${effect.round.round} ${effect.closedBy}`,
      );
    }
  }
  return { machine, said, run: machine.run };
}
const started = play(runMachine(plan), ready("ada", "ben"), "start").machine;

describe("start", () => {
  test("opens round 0 to everyone who is ready", () => {
    expect(play(runMachine(plan), ready("ada", "ben"), "start").said).toEqual(["open 0 to ada+ben arms 0,1"]);
  });

  test("below the quorum waits, and the arrival that fills it opens the round", () => {
    const waiting = play(runMachine(plan), ready("ada"), "start");
    expect(waiting.said).toEqual([]);
    expect(waiting.run).toMatchObject({ phase: "running", work: { kind: "waiting", need: 2 } });
    expect(play(waiting.machine, ready("ada", "ben")).said).toEqual(["open 0 to ada+ben arms 0,1"]);
  });

  test("joining and leaving in the lobby opens nothing", () => {
    const { said, run } = play(runMachine(plan), ready("ada", "ben"), ready("ada"));
    expect(said).toEqual([]);
    expect(run).toEqual({ phase: "lobby" });
  });
});

describe("a round", () => {
  test("closes with the last answer, and the next opens once it is aggregated", () => {
    const { machine, said } = play(started, ...bothAnswer);
    expect(said).toEqual(["close 0 all-in"]);
    expect(play(machine, aggregated()).said).toEqual(["open 1 to ada+ben arms 0,1"]);
  });

  test("closes when the last worker it waits for leaves", () => {
    const { machine, said } = play(started, answered("ada", 0), answered("ada", 1), ready("ada"));
    expect(said).toEqual(["close 0 all-in"]);
    // and with one worker the quorum of two is not there for the next
    const after = play(machine, aggregated());
    expect(after.said).toEqual([]);
    expect(after.run).toMatchObject({ phase: "running", next: 1, work: { kind: "waiting", need: 2 } });
  });

  test("closes when everybody leaves", () => {
    expect(play(started, ready()).said).toEqual(["close 0 all-in"]);
  });

  test("closes at its deadline, and a deadline of another round closes nothing", () => {
    expect(play(started, { type: "deadline", round: 7 }).said).toEqual([]);
    expect(play(started, answered("ada", 0), { type: "deadline", round: 0 }).said).toEqual([
      "close 0 deadline",
    ]);
  });

  test("closes once: a deadline after the last answer changes nothing", () => {
    expect(play(started, ...bothAnswer, { type: "deadline", round: 0 }).said).toEqual(["close 0 all-in"]);
  });

  test("does not invite a late joiner before the next one", () => {
    const late = play(started, ready("ada", "ben", "cleo"), ...bothAnswer, aggregated());
    expect(late.said).toEqual(["close 0 all-in", "open 1 to ada+ben+cleo arms 0,1"]);
  });

  test("does not wait for a worker that left and returned during it; the next round does", () => {
    const back = play(started, ready("ada"), ready("ada", "ben"), answered("ada", 0), answered("ada", 1));
    expect(back.said).toEqual(["close 0 all-in"]);
    expect(play(back.machine, aggregated()).said).toEqual(["open 1 to ada+ben arms 0,1"]);
  });

  test("closes at a skip with the updates that have arrived", () => {
    expect(play(started, answered("ada", 0), "skip").said).toEqual(["close 0 deadline"]);
  });
});

describe("a closed round that cannot be stored", () => {
  const failed: RunInput = { type: "failed" };

  test("pauses the run, and start opens the same round again", () => {
    const { machine, run } = play(started, ...bothAnswer, failed);
    expect(run).toEqual({ phase: "paused", next: 0 });
    expect(play(machine, "start").said).toEqual(["open 0 to ada+ben arms 0,1"]);
  });

  test("changes nothing in a run that has continued or was reset", () => {
    expect(play(started, failed).run).toEqual(started.run);
    expect(play(started, ...bothAnswer, "reset", failed).run).toEqual({ phase: "lobby" });
  });
});

describe("pause and step", () => {
  test("pause lets the open round finish and opens no other", () => {
    const { machine, run } = play(started, "pause");
    expect(run).toMatchObject({ phase: "running", pauseAfter: true });
    const after = play(machine, ...bothAnswer, aggregated());
    expect(after.said).toEqual(["close 0 all-in"]);
    expect(after.run).toEqual({ phase: "paused", next: 1 });
    expect(play(after.machine, "start").said).toEqual(["open 1 to ada+ben arms 0,1"]);
  });

  test("start cancels a pause that has not begun", () => {
    const { said } = play(started, "pause", "start", ...bothAnswer, aggregated());
    expect(said).toEqual(["close 0 all-in", "open 1 to ada+ben arms 0,1"]);
  });

  test("pause while waiting for workers is a pause at once", () => {
    expect(play(started, ready(), aggregated(), "pause").run).toEqual({ phase: "paused", next: 1 });
  });

  test("step runs one round from the lobby or a pause", () => {
    const first = play(runMachine(plan), ready("ada", "ben"), "step", ...bothAnswer, aggregated());
    expect(first.said).toEqual(["open 0 to ada+ben arms 0,1", "close 0 all-in"]);
    expect(first.run).toEqual({ phase: "paused", next: 1 });
    const second = play(first.machine, "step", ...bothAnswer, aggregated());
    expect(second.said).toEqual(["open 1 to ada+ben arms 0,1", "close 1 all-in"]);
    expect(second.run).toEqual({ phase: "paused", next: 2 });
  });
});

describe("the end", () => {
  test("comes after the planned rounds", () => {
    const round = [...bothAnswer, aggregated()];
    expect(play(started, ...round, ...round, ...round).run).toEqual({ phase: "finished", next: 3 });
  });

  test("a diverged arm is left out of later rounds, and the others continue", () => {
    expect(play(started, ...bothAnswer, aggregated(0)).said).toEqual([
      "close 0 all-in",
      "open 1 to ada+ben arms 1",
    ]);
  });

  test("comes early when no arm is left", () => {
    const { run, machine } = play(started, ...bothAnswer, aggregated(0, 1));
    expect(run).toEqual({ phase: "finished", next: 1 });
    expect(machine.diverged).toEqual(
      new Map([
        [0, 0],
        [1, 0],
      ]),
    );
  });
});

describe("reset", () => {
  test("goes back to the lobby from anywhere, with the same workers and every arm alive", () => {
    const diverged = play(started, ...bothAnswer, aggregated(0)).machine;
    const { machine, run } = play(diverged, "reset");
    expect(run).toEqual({ phase: "lobby" });
    expect(machine.ready).toEqual(["ada", "ben"]);
    expect(play(machine, "start").said).toEqual(["open 0 to ada+ben arms 0,1"]);
  });

  test("during an aggregation discards its result", () => {
    const { said, run } = play(started, ...bothAnswer, "reset", aggregated());
    expect(said).toEqual(["close 0 all-in"]);
    expect(run).toEqual({ phase: "lobby" });
  });
});

describe("a resumed run", () => {
  const resumed = (phase: "running" | "paused", next = 2) =>
    resumedMachine(plan, { next, diverged: new Map([[1, 0]]), need: 3, phase });

  test("waits for as many workers as it had, then continues at the next round without its diverged arm", () => {
    const { machine, said } = play(resumed("running"), ready("ada", "ben"));
    expect(said).toEqual([]);
    expect(play(machine, ready("ada", "ben", "cleo")).said).toEqual(["open 2 to ada+ben+cleo arms 0"]);
  });

  test("needs only the quorum once the wait for its workers is over", () => {
    expect(play(resumed("running"), ready("ada", "ben"), { type: "patience" }).said).toEqual([
      "open 2 to ada+ben arms 0",
    ]);
    expect(play(resumed("running"), ready("ada"), { type: "patience" }).said).toEqual([]);
  });

  test("stays paused if it was paused, and is finished if it was complete", () => {
    expect(play(resumed("paused"), ready("ada", "ben", "cleo")).run).toEqual({ phase: "paused", next: 2 });
    expect(resumed("running", 3).run).toEqual({ phase: "finished", next: 3 });
  });
});

describe("refusesCommand", () => {
  const finished = play(started, ...bothAnswer, aggregated(0, 1)).machine;
  const paused = play(started, "pause", ...bothAnswer, aggregated()).machine;
  test.each<[string, RunMachine, Command, string]>([
    ["start while running", started, "start", "the run is already going"],
    ["start when finished", finished, "start", "the run is finished: reset it first"],
    ["step when finished", finished, "step", "the run is finished: reset it first"],
    ["step while running", started, "step", "pause the run before stepping"],
    ["pause in the lobby", runMachine(plan), "pause", "only a running run can be paused"],
    ["pause when paused", paused, "pause", "only a running run can be paused"],
    ["skip without a round", paused, "skip", "no round is open"],
  ])("%s", (_, machine, command, reason) => {
    expect(refusesCommand(machine, command)).toBe(reason);
    expect(() => advance(machine, { type: command })).toThrow(`advance: ${command}: ${reason}`);
  });

  test("never refuses reset", () => {
    for (const machine of [runMachine(plan), started, paused, finished]) {
      expect(refusesCommand(machine, "reset")).toBeUndefined();
    }
  });
});
