import { describe, expect, test } from "vitest";
import type { Kept, SavedVectors } from "./compute";
import { openConductor } from "./conductor.cases";

/** A promise that the test settles. */
function gate() {
  let open = () => {};
  let fail = (_: Error) => {};
  const passed = new Promise<void>((resolve, reject) => {
    [open, fail] = [resolve, reject];
  });
  return { passed, open, fail };
}

/**
 * A started run of Ada and Ben with a disk that writes when the test says so. Every step adds 1 to the parameter, so round t starts
 * at t. `step` may hold up a step.
 */
function started({
  ahead = 2,
  step = async () => {},
  verdicts,
  changesRoles,
}: {
  ahead?: number;
  step?: () => Promise<void>;
  verdicts?: () => Promise<Kept[]>;
  changesRoles?: (round: number) => boolean;
} = {}) {
  const disk: ReturnType<typeof gate>[] = [];
  const written: SavedVectors[] = [];
  const alarms: string[] = [];
  const run = openConductor({}, new Map(), {
    ahead,
    changesRoles,
    verdicts,
    step: async (parameters) => {
      await step();
      parameters[0]++;
    },
    keep: (_, vectors) => {
      written.push(vectors);
      disk.push(gate());
      return disk.at(-1)?.passed ?? Promise.resolve();
    },
    alarm: (sentence) => alarms.push(sentence),
  });
  run.conductor.setReady(["ada", "ben"]);
  run.conductor.command("start");
  const round = async (t: number) => {
    for (const worker of ["ada", "ben"]) expect(run.answer(worker, t)).toEqual({ ok: true });
    await run.settle();
  };
  const write = async () => {
    disk.at(-1)?.open();
    await run.settle();
  };
  const failToWrite = async () => {
    disk.at(-1)?.fail(new Error("the disk is full"));
    await run.settle();
  };
  /** Round and parameter of each invitation of Ada. */
  const invited = () =>
    run.opened.filter(({ worker }) => worker === "ada").map(({ round, model }) => [round, model]);
  return { ...run, round, write, failToWrite, invited, written, alarms };
}

describe("a round ahead of its record", () => {
  test("opens when the parameters have stepped, and the last round is announced when it is on disk", async () => {
    const { round, write, invited, told, kept } = started();
    await round(0);
    expect(invited()).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(told).toEqual([]);
    await round(1);
    expect(invited().at(-1)).toEqual([2, 2]);
    expect(told).toEqual([]);
    await write();
    expect(told).toEqual([0]);
    await write();
    expect(told).toEqual([0, 1]);
    expect(kept.map((record) => record.round)).toEqual([0, 1]);
  });

  test("is written with the vectors that its own step led to, whatever later rounds made of them", async () => {
    const { round, write, written } = started();
    for (const t of [0, 1, 2]) await round(t);
    for (let i = 0; i < 3; i++) await write();
    expect(written.map(({ parameters }) => parameters[0])).toEqual([1, 2, 3]);
  });

  test("does not open while as many as allowed are unrecorded", async () => {
    const { round, write, invited } = started({ ahead: 1 });
    await round(0);
    await round(1);
    expect(invited()).toHaveLength(2);
    await write();
    expect(invited().at(-1)).toEqual([2, 2]);
    const strict = started({ ahead: 0 });
    await strict.round(0);
    expect(strict.invited()).toHaveLength(1);
    await strict.write();
    expect(strict.invited()).toHaveLength(2);
  });

  test("does not open in new roles that are planned for it: those before it could run again in them", async () => {
    const { round, write, failToWrite, invited, conductor } = started({ changesRoles: (t) => t === 2 });
    await round(0);
    await write();
    await round(1);
    expect(invited().at(-1)).toEqual([1, 1]);
    await failToWrite();
    conductor.command("start");
    expect(invited().at(-1)).toEqual([1, 1]);
    await round(1);
    await write();
    expect(invited().at(-1)).toEqual([2, 2]);
    await round(2);
    expect(invited().at(-1)).toEqual([3, 3]);
  });

  test("leaves a pause and a change of the run until every round is on disk", async () => {
    const { conductor, round, write } = started();
    await round(0);
    conductor.command("pause");
    let changed = false;
    const change = conductor.between(async () => {
      changed = true;
      return { ok: true };
    });
    await round(1);
    expect(conductor.state).toEqual({ phase: "running", round: 1, waitingFor: 0, pausing: true });
    await write();
    expect([conductor.state.phase, changed]).toEqual(["running", false]);
    await write();
    expect(conductor.state).toEqual({ phase: "paused", round: 2 });
    expect(await change).toEqual({ ok: true });
  });
});

describe("a round that cannot be recorded", () => {
  test("takes the later ones back: none is announced, and all run again from the same parameters", async () => {
    const { conductor, round, write, failToWrite, invited, told, kept, answer, alarms } = started();
    await round(0);
    await write();
    conductor.note({ kind: "joined", worker: "cleo", name: "Cleo" });
    await round(1);
    conductor.note({ kind: "left", worker: "cleo", name: "Cleo" });
    await round(2);
    await failToWrite();
    expect(conductor.state).toEqual({ phase: "paused", round: 1 });
    expect(alarms).toEqual([
      "round 1 could not be closed: the disk is full. The run is paused. Start runs the round again.",
    ]);
    expect(answer("ada", 3)).toMatchObject({ code: "late" }); // it was open, and is given up
    expect(told).toEqual([0]);
    conductor.command("start");
    expect(invited().at(-1)).toEqual([1, 1]);
    await round(1);
    await write();
    await round(2);
    await write();
    expect(told).toEqual([0, 1, 2]);
    expect(kept.map((record) => record.round)).toEqual([0, 1, 2]);
    expect(kept[1].events.map(({ kind }) => kind)).toEqual(["joined", "left"]);
  });

  test("takes the next one back with it when what its rules kept fails only after that one has stepped", async () => {
    const first = gate();
    let asked = 0;
    const verdicts = async (): Promise<Kept[]> => {
      if (asked++ === 0) await first.passed;
      return [[1, 1]];
    };
    const { conductor, round, write, invited, told, kept, written, alarms, settle } = started({ verdicts });
    await round(0);
    await round(1);
    expect(invited().at(-1)).toEqual([2, 2]);
    first.fail(new Error("the passes failed"));
    await settle();
    expect(conductor.state).toEqual({ phase: "paused", round: 0 });
    expect(alarms).toEqual([
      "round 0 could not be closed: the passes failed. The run is paused. Start runs the round again.",
    ]);
    expect([told, kept]).toEqual([[], []]);
    conductor.command("start");
    for (const t of [0, 1]) {
      expect(invited().at(-1)).toEqual([t, t]); // from the same parameter as the first time
      await round(t);
      await write();
    }
    expect(told).toEqual([0, 1]);
    expect(written.map(({ parameters }) => parameters[0])).toEqual([1, 2]);
  });

  test("also takes back the step of a later round that is being aggregated, before any other opens", async () => {
    const steps = [gate(), gate(), gate()];
    let taken = 0;
    const { conductor, round, failToWrite, invited, settle } = started({ step: () => steps[taken++].passed });
    steps[0].open();
    await round(0);
    await round(1); // its step is held up
    await failToWrite();
    expect(conductor.state).toEqual({ phase: "paused", round: 0 });
    conductor.command("start");
    await settle();
    expect(invited()).toHaveLength(2);
    steps[1].open();
    await settle();
    expect(invited().at(-1)).toEqual([0, 0]);
  });

  test("is taken back before the run is changed, so the change finds the vectors to go on from", async () => {
    const { conductor, config, parameters, round, failToWrite, invited } = started();
    await round(0);
    let found = -1;
    const changed = conductor.between(async () => {
      found = parameters[0];
      conductor.reconfigure(config);
      return { ok: true };
    });
    await round(1);
    await failToWrite();
    await changed;
    expect(found).toBe(0);
    conductor.command("start");
    expect(invited().at(-1)).toEqual([0, 0]);
  });

  test("leaves the rounds before it: they are recorded and announced first", async () => {
    let broken = false;
    const step = async () => {
      if (broken) throw new Error("the thread died");
    };
    const { conductor, round, write, invited, told, alarms } = started({ step });
    await round(0);
    broken = true;
    await round(1);
    expect(alarms).toEqual([]);
    broken = false;
    await write();
    expect(told).toEqual([0]);
    expect(conductor.state).toEqual({ phase: "paused", round: 1 });
    expect(alarms[0]).toMatch("round 1 could not be closed: the thread died");
    conductor.command("start");
    expect(invited().at(-1)).toEqual([1, 1]);
  });

  test("of a run that was stopped is given up without a word", async () => {
    const { conductor, round, failToWrite, write, told, alarms } = started();
    await round(0);
    conductor.stop();
    await write();
    await failToWrite();
    expect([told, alarms]).toEqual([[], []]);
  });
});
