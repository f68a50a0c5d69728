import { describe, expect, test } from "vitest";
import {
  type Command,
  type RunEffect,
  type RunInput,
  type RunMachine,
  refusesCommand,
  resumedMachine,
  runMachine,
} from "./machine";
import { advance } from "./run";

const plan = { rounds: 3, arms: 2, quorum: 2 };
const ready = (...workers: string[]): RunInput => ({ type: "ready", workers });
const answered = (worker: string, arm: number): RunInput => ({
  type: "answered",
  worker,
  arm,
  answered: "counted",
});
const stepped = (...diverged: number[]): RunInput => ({ type: "aggregated", diverged, early: false });
const recorded: RunInput = { type: "recorded" };
/** Aggregated and recorded. */
const aggregated = (...diverged: number[]): RunInput[] => [stepped(...diverged), recorded];
/** The same, before the pace lets the next round open. */
const early: RunInput[] = [{ type: "aggregated", diverged: [], early: true }, recorded];
const rested: RunInput = { type: "rested" };
const bothAnswer: RunInput[] = ["ada", "ben"].flatMap((worker) => [0, 1].map((arm) => answered(worker, arm)));

function inWords(effect: RunEffect): string {
  switch (effect.type) {
    case "open": {
      const { round, invited, arms } = effect.round;
      return `open ${round} to ${invited.join("+")} arms ${arms.join()}`;
    }
    case "close":
      return `close ${effect.round.round} ${effect.closedBy}`;
    case "rest":
      return "rest";
    default:
      return effect satisfies never;
  }
}

/** Feeds inputs in order; returns the machine, and the effects in short words. */
function play(machine: RunMachine, ...inputs: (RunInput | Command | RunInput[])[]) {
  const said: string[] = [];
  for (const input of inputs.flat()) {
    const step = advance(machine, typeof input === "string" ? { type: input } : input);
    machine = step.machine;
    said.push(...step.effects.map(inWords));
  }
  return { machine, said, run: machine.run };
}
const started = play(runMachine(plan), ready("ada", "ben"), "start").machine;

describe("start", () => {
  test("opens round 0 to everyone who is ready", () => {
    expect(play(runMachine(plan), ready("ada", "ben"), "start").said).toEqual(["open 0 to ada+ben arms 0,1"]);
  });

  test("a run below the quorum waits, and opens the round when enough workers are ready", () => {
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

describe("an open round", () => {
  test("closes with the last answer, and the next opens once it is aggregated", () => {
    const { machine, said } = play(started, ...bothAnswer);
    expect(said).toEqual(["close 0 all-in"]);
    expect(play(machine, aggregated()).said).toEqual(["open 1 to ada+ben arms 0,1"]);
  });

  test("closes when the last worker it waits for leaves", () => {
    const { machine, said } = play(started, answered("ada", 0), answered("ada", 1), ready("ada"));
    expect(said).toEqual(["close 0 all-in"]);
    // one worker is fewer than the quorum of two, so the next round waits
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

  test("does not invite a worker that joins during it; the next round does", () => {
    const late = play(started, ready("ada", "ben", "cleo"), ...bothAnswer, aggregated());
    expect(late.said).toEqual(["close 0 all-in", "open 1 to ada+ben+cleo arms 0,1"]);
  });

  test("does not wait for a worker that left and returned during it; the next round does", () => {
    const back = play(started, ready("ada"), ready("ada", "ben"), answered("ada", 0), answered("ada", 1));
    expect(back.said).toEqual(["close 0 all-in"]);
    expect(play(back.machine, aggregated()).said).toEqual(["open 1 to ada+ben arms 0,1"]);
  });

  test("closes when the instructor says so, with the updates that have arrived", () => {
    expect(play(started, answered("ada", 0), "close-now").said).toEqual(["close 0 instructor"]);
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

describe("rounds ahead of their records", () => {
  const failed: RunInput = { type: "failed" };
  const round = [...bothAnswer, stepped()];
  const begun = (ahead: number) =>
    play(runMachine({ ...plan, rounds: 9 }, ahead), ready("ada", "ben"), "start");

  test("without any, the next round opens when the last is recorded, and not before", () => {
    const { machine, said } = play(begun(0).machine, ...round);
    expect(said).toEqual(["close 0 all-in"]);
    expect(play(machine, recorded).said).toEqual(["open 1 to ada+ben arms 0,1"]);
  });

  test("a round opens once the parameters have stepped, until as many as allowed are unrecorded", () => {
    const two = play(begun(2).machine, ...round, ...round);
    expect(two.said.filter((word) => word.startsWith("open"))).toEqual([
      "open 1 to ada+ben arms 0,1",
      "open 2 to ada+ben arms 0,1",
    ]);
    const full = play(two.machine, ...round);
    expect(full.said).toEqual(["close 2 all-in"]);
    expect(play(full.machine, ready("ada", "ben", "cleo")).said).toEqual([]);
    expect(play(full.machine, recorded).said).toEqual(["open 3 to ada+ben arms 0,1"]);
  });

  test("a pause, a step and the end come when every round is recorded", () => {
    const pausing = play(begun(2).machine, ...round, "pause", ...round);
    expect(pausing.run).toMatchObject({ phase: "running", pauseAfter: true, work: { kind: "settling" } });
    expect(play(pausing.machine, recorded).run.phase).toBe("running");
    expect(play(pausing.machine, recorded, recorded).run).toEqual({ phase: "paused", next: 2 });
    const last = play(
      runMachine({ ...plan, rounds: 2 }, 2),
      ready("ada", "ben"),
      "start",
      ...round,
      ...round,
    );
    expect(last.run.phase).toBe("running");
    expect(play(last.machine, recorded, recorded).run).toEqual({ phase: "finished", next: 2 });
    const step = play(runMachine(plan, 2), ready("ada", "ben"), "step", ...round);
    expect(step.run.phase).toBe("running");
    expect(play(step.machine, recorded).run).toEqual({ phase: "paused", next: 1 });
  });

  test("a pause while the run waits or rests comes when every round is recorded, and start takes it back", () => {
    for (const aside of [ready(), { type: "silent" as const, workers: [] }]) {
      const resting = play(begun(2).machine, ...bothAnswer, {
        type: "aggregated",
        diverged: [],
        early: true,
      });
      const pausing = play(resting.machine, aside, "pause");
      expect(pausing.run).toMatchObject({ phase: "running", pauseAfter: true });
      expect(play(pausing.machine, rested).said).toEqual([]);
      expect(play(pausing.machine, recorded).run).toEqual({ phase: "paused", next: 1 });
      expect(play(pausing.machine, ready("ada", "ben"), "start").said).toEqual([
        "open 1 to ada+ben arms 0,1",
      ]);
    }
  });

  test("a failure goes back to the first unrecorded round, and abandons the open one", () => {
    const open = play(
      begun(2).machine,
      ...bothAnswer,
      stepped(),
      recorded,
      ...bothAnswer,
      stepped(1),
      answered("ada", 0),
    );
    expect(open.machine.diverged).toEqual(new Map([[1, 1]]));
    const { run, machine } = play(open.machine, failed);
    expect(run).toEqual({ phase: "paused", next: 1 });
    expect(machine).toMatchObject({ unrecorded: 0, diverged: new Map() });
    expect(play(machine, recorded, { type: "deadline", round: 2 }, answered("ben", 0)).run).toEqual(run);
    expect(play(machine, "start").said).toEqual(["open 1 to ada+ben arms 0,1"]);
  });

  test("a failure while a later round is aggregated goes back too, and that round's step changes nothing", () => {
    const closing = play(begun(2).machine, ...round, ...bothAnswer);
    const { run, machine } = play(closing.machine, failed);
    expect(run).toEqual({ phase: "paused", next: 0 });
    expect(play(machine, stepped()).run).toEqual(run);
  });

  test("a reset forgets what is unrecorded, and what is recorded later changes nothing", () => {
    const { machine } = play(begun(2).machine, ...round, "reset", recorded, failed);
    expect(machine).toMatchObject({ run: { phase: "lobby" }, unrecorded: 0, ahead: 2 });
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

  test("pause takes effect at once while the run waits for workers", () => {
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

describe("a run with a pace", () => {
  const resting = play(started, ...bothAnswer, early);

  test("rests after a round that closed early, and opens the next round when the rest is over", () => {
    expect(resting.said).toEqual(["close 0 all-in", "rest"]);
    expect(resting.run).toMatchObject({ phase: "running", next: 1, work: { kind: "resting" } });
    expect(play(resting.machine, rested).said).toEqual(["open 1 to ada+ben arms 0,1"]);
  });

  test("opens no round during a rest when workers come or go, and invites those who are there after it", () => {
    const { said, machine } = play(resting.machine, ready("ada"), ready("ada", "ben", "cleo"));
    expect(said).toEqual([]);
    expect(play(machine, rested).said).toEqual(["open 1 to ada+ben+cleo arms 0,1"]);
    expect(play(machine, ready("ada"), rested).run).toMatchObject({ work: { kind: "waiting", need: 2 } });
  });

  test("pauses at once during a rest, and start then opens the next round at once", () => {
    const { machine, run } = play(resting.machine, "pause");
    expect(run).toEqual({ phase: "paused", next: 1 });
    expect(play(machine, rested).said).toEqual([]);
    expect(play(machine, "start").said).toEqual(["open 1 to ada+ben arms 0,1"]);
  });

  test("does not delay a step, a pause or the end", () => {
    const stepped = play(runMachine(plan), ready("ada", "ben"), "step", ...bothAnswer, early);
    expect(stepped.run).toEqual({ phase: "paused", next: 1 });
    expect(play(stepped.machine, "step").said).toEqual(["open 1 to ada+ben arms 0,1"]);
    expect(play(started, "pause", ...bothAnswer, early).run).toEqual({ phase: "paused", next: 1 });
    const last = runMachine({ ...plan, rounds: 1 });
    expect(play(last, ready("ada", "ben"), "start", ...bothAnswer, early).run.phase).toBe("finished");
  });

  test("opens no second round when a rest ends twice, and none when it ends after a reset", () => {
    expect(play(resting.machine, rested, rested).said).toEqual(["open 1 to ada+ben arms 0,1"]);
    expect(play(resting.machine, "reset", rested).run).toEqual({ phase: "lobby" });
  });
});

describe("a change of the run", () => {
  const hold: RunInput = { type: "hold" };
  const release = (more: Partial<typeof plan> = {}): RunInput => ({
    type: "release",
    plan: { ...plan, ...more },
  });

  test("lets the open round finish, and the next opens after it with one arm more", () => {
    const { said, machine } = play(started, hold, ...bothAnswer, aggregated());
    expect(said).toEqual(["close 0 all-in"]);
    expect(play(machine, release({ arms: 3 })).said).toEqual(["open 1 to ada+ben arms 0,1,2"]);
  });

  test("lets no round open while it is made: not at start, step, an arrival or the end of a rest", () => {
    const paused = play(started, "pause", ...bothAnswer, aggregated(), hold).machine;
    for (const command of ["start", "step"] as const) {
      const { said, machine } = play(paused, command);
      expect(said).toEqual([]);
      expect(play(machine, release()).said).toEqual(["open 1 to ada+ben arms 0,1"]);
    }
    expect(play(runMachine(plan), "start", hold, ready("ada", "ben")).said).toEqual([]);
    expect(play(started, ...bothAnswer, early, hold, rested).said).toEqual(["close 0 all-in", "rest"]);
  });

  test("that sets another quorum also counts for a round that waits for workers", () => {
    const waiting = play(runMachine(plan), ready("ada"), "start", hold).machine;
    expect(play(waiting, release({ quorum: 1 })).said).toEqual(["open 0 to ada arms 0,1"]);
    expect(play(waiting, release({ quorum: 3 }), ready("ada", "ben")).said).toEqual([]);
  });

  test("that sets fewer rounds ends the run after the last of them", () => {
    const { machine } = play(started, hold, ...bothAnswer, aggregated(), release({ rounds: 2 }));
    expect(play(machine, ...bothAnswer, aggregated()).run).toEqual({ phase: "finished", next: 2 });
  });

  test("does not change how many workers a resumed run waits for", () => {
    const resumed = resumedMachine(plan, { next: 1, diverged: new Map(), need: 3, phase: "running" });
    const { said, machine } = play(resumed, hold, ready("ada", "ben"), release({ quorum: 1 }));
    expect(said).toEqual([]);
    expect(play(machine, ready("ada", "ben", "cleo")).said).toEqual(["open 1 to ada+ben+cleo arms 0,1"]);
  });
});

describe("the end of a run", () => {
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
  test("goes back to the lobby from every phase, with the same workers, and no arm is diverged", () => {
    const diverged = play(started, ...bothAnswer, aggregated(0)).machine;
    const { machine, run } = play(diverged, "reset");
    expect(run).toEqual({ phase: "lobby" });
    expect(machine.ready).toEqual(["ada", "ben"]);
    expect(play(machine, "start").said).toEqual(["open 0 to ada+ben arms 0,1"]);
  });

  test("discards the result of an aggregation that is still running", () => {
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
    ["start while running", started, "start", "the run is running already"],
    ["start when finished", finished, "start", "the run is finished: press Again for another"],
    ["step when finished", finished, "step", "the run is finished: press Again for another"],
    ["step while running", started, "step", "the run is running: pause it before a single step"],
    ["pause in the lobby", runMachine(plan), "pause", "the run is not running: start it first"],
    ["pause when paused", paused, "pause", "the run is not running: start it first"],
    ["close-now without a round", paused, "close-now", "no round is open: wait for the next one"],
  ])("refuses %s", (_, machine, command, reason) => {
    expect(refusesCommand(machine, command)).toBe(reason);
    expect(() => advance(machine, { type: command })).toThrow(`advance: ${command}: ${reason}`);
  });

  test("never refuses reset", () => {
    for (const machine of [runMachine(plan), started, paused, finished]) {
      expect(refusesCommand(machine, "reset")).toBeUndefined();
    }
  });
});

describe("silent workers", () => {
  const silent = (...workers: string[]): RunInput => ({ type: "silent", workers });
  const one = { rounds: 9, arms: 1, quorum: 2 };
  const three = play(runMachine(one), ready("ada", "ben", "cleo"), silent("cleo"), "start").machine;

  test("are invited, and the round closes without them", () => {
    const closed = play(three, answered("ada", 0), answered("ben", 0));
    expect(closed.said).toEqual(["close 0 all-in"]);
    expect(closed.run).toMatchObject({ work: { round: { invited: ["ada", "ben", "cleo"] } } });
  });

  test("count when they answer in time", () => {
    const { said, run } = play(three, answered("cleo", 0), answered("ada", 0));
    expect(said).toEqual([]);
    expect(run).toMatchObject({ work: { round: { answers: [["counted", undefined, "counted"]] } } });
  });

  test("are waited for again, from the next round on", () => {
    const { said } = play(
      play(three, silent(), answered("ada", 0), answered("ben", 0), aggregated()).machine,
      answered("ada", 0),
      answered("ben", 0),
    );
    expect(said).toEqual([]);
  });

  test("are waited for while fewer than the quorum would be left", () => {
    const { said } = play(
      runMachine(one),
      ready("ada", "ben", "cleo"),
      silent("ben", "cleo"),
      "start",
      answered("ada", 0),
    );
    expect(said).toEqual(["open 0 to ada+ben+cleo arms 0"]);
  });
});
