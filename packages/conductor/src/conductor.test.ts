import { AttackConfig, encodeVectors, LIMITS, type Role, RunConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { openConductor } from "./conductor.cases";
import { withoutTruth } from "./withoutTruth";

/** A started run of Ada and Ben; `round` answers for both and lets the round close. */
function started() {
  const run = openConductor();
  run.conductor.setReady(["ada", "ben"]);
  run.conductor.command("start");
  const round = async (t: number) => {
    for (const worker of ["ada", "ben"]) expect(run.answer(worker, t)).toEqual({ ok: true });
    await run.settle();
  };
  /** When each round opened. */
  const openings = () => run.opened.filter(({ worker }) => worker === "ada").map(({ at }) => at);
  return { ...run, round, openings };
}

describe("setPace", () => {
  test("opens a round a second after the last opening, and at once when the round took longer", async () => {
    const { conductor, clock, round, openings } = started();
    conductor.setPace("second");
    clock.pass(300);
    await round(0);
    expect(conductor.state).toEqual({ phase: "running", round: 1, waitingFor: 0, pausing: false });
    clock.pass(699);
    expect(openings()).toEqual([0]);
    clock.pass(1);
    expect(openings()).toEqual([0, 1_000]);
    clock.pass(1_400);
    await round(1);
    expect(openings()).toEqual([0, 1_000, 2_400]);
  });

  test("cuts a rest short when the pace gets faster, and makes it longer when it gets slower", async () => {
    const { conductor, clock, round, openings } = started();
    conductor.setPace("slow");
    await round(0);
    clock.pass(1_500);
    conductor.setPace("half");
    clock.pass(499);
    expect(openings()).toEqual([0]);
    clock.pass(1);
    expect(openings()).toEqual([0, 2_000]);
    await round(1);
    conductor.setPace("slow");
    clock.pass(4_999);
    expect(openings()).toHaveLength(2);
    conductor.setPace("fast");
    expect(openings()).toEqual([0, 2_000, 6_999]);
  });

  test("does not open a round that was paused or reset during the rest", async () => {
    const { conductor, clock, round, openings } = started();
    conductor.setPace("second");
    await round(0);
    expect(conductor.command("pause")).toEqual({ ok: true });
    clock.pass(10_000);
    expect(openings()).toEqual([0]);
    conductor.command("start");
    expect(openings()).toEqual([0, 10_000]);
    await round(1);
    conductor.stop();
    clock.pass(10_000);
    expect(openings()).toHaveLength(2);
  });
});

describe("a system clock that is set back and forth", () => {
  const HOUR_MS = 3_600_000;

  test("changes neither when rounds open and end, nor how long they are said to last", async () => {
    const { conductor, clock, kept, answer, round, settle, openings } = started();
    clock.setDate(50 * HOUR_MS);
    conductor.setPace("second");
    await round(0);
    clock.setDate(49 * HOUR_MS); // while it rests
    clock.pass(1_000);
    expect(openings()).toEqual([0, 1_000]);
    clock.setDate(90 * HOUR_MS); // while it waits for updates
    clock.pass(400);
    expect(conductor.progress?.timeLeftMs).toBe(14_600);
    answer("ben", 1);
    clock.setDate(20 * HOUR_MS);
    clock.pass(14_600);
    await settle();
    expect(kept.map(({ closedBy }) => closedBy)).toEqual(["all-in", "deadline"]);
    conductor.setPace("fast");
    expect(openings()).toEqual([0, 1_000, 16_000]);
    // a date, and how long it took
    expect(kept.map(({ openedAt, closedAt }) => closedAt - openedAt)).toEqual([0, 15_000]);
    expect(kept[1].openedAt).toBe(49 * HOUR_MS + 1_000);
  });

  test("changes nothing for an update that comes late", async () => {
    const { conductor, clock, lateAnswers, answer, settle } = started();
    conductor.command("close-now");
    await settle();
    clock.setDate(90 * HOUR_MS);
    answer("ada", 0);
    clock.setDate(0);
    clock.pass(15_001);
    answer("ben", 0);
    expect(lateAnswers).toEqual(["ada"]);
  });
});

describe("close-now", () => {
  test("records who closed the round, how many were in and who was missing", async () => {
    const { conductor, kept, answer, settle } = started();
    answer("ben", 0);
    expect(conductor.command("close-now")).toEqual({ ok: true });
    await settle();
    expect(kept[0]).toMatchObject({ closedBy: "instructor", missing: ["ada"] });
    expect(kept[0].events).toEqual([{ kind: "closed", by: "instructor", arrived: 1, invited: 2 }]);
  });
});

describe("an update for a round that has closed", () => {
  test("is answered as late, in the next round and while none is open, and is not counted as refused", async () => {
    const { conductor, clock, kept, refusals, answer, settle } = started();
    answer("ben", 0);
    clock.pass(15_000);
    await settle();
    expect(kept[0]).toMatchObject({ closedBy: "deadline", missing: ["ada"] });
    expect(answer("ada", 0)).toMatchObject({ code: "late" });
    conductor.command("pause");
    conductor.command("close-now");
    expect(answer("ada", 1)).toMatchObject({ code: "late" }); // while it is being aggregated
    await settle();
    expect(conductor.state).toEqual({ phase: "paused", round: 2 });
    expect(answer("ada", 1)).toMatchObject({ code: "late" });
    expect(kept.flatMap(({ refusals }) => refusals)).toEqual([]);
    expect(refusals).toEqual([]);
    // a round that has not opened yet is refused
    expect(answer("ada", 2)).toMatchObject({ code: "wrong-round" });
    expect(refusals).toEqual(["ada"]);
  });
});

describe("a deadline", () => {
  test.each([
    ["20 Mbit/s, as assumed", {}, 20],
    ["a quarter of that, as set", { networkMbit: 5 }, 5],
    ["14 Mbit/s where 20 are assumed", {}, 14],
  ])("leaves out none of 60 phones in float32 with the mlp and two rules, at %s", async (_, set, mbit) => {
    const ids = Array.from({ length: 60 }, (_, i) => `phone ${i}`);
    const dim = 50_890;
    const { conductor, clock, kept, answer, settle } = openConductor(
      { ...set, workers: 60, f: 9, arms: ["mean", "krum"], codec: "float32", rounds: 3 },
      new Map(),
      { dim, onNetwork: () => 60 },
    );
    conductor.setReady(ids);
    conductor.command("start");
    // each way 60 · 2 · 203,560 bytes: 195.4 Mbit. Shared fairly, all downloads end together, and so do all uploads
    const wayMs = (60 * 2 * dim * 32) / (1e3 * mbit);
    for (const round of [0, 1, 2]) {
      clock.pass(wayMs + 500 + wayMs);
      for (const worker of ids) for (const arm of [0, 1]) answer(worker, round, arm);
      await settle();
    }
    expect(kept.map(({ closedBy, missing }) => [closedBy, missing])).toEqual(
      new Array(3).fill(["all-in", []]),
    );
  });
});

describe("a worker that missed several rounds", () => {
  test("is heard again when it answers a closed round before that round's deadline, and not later", async () => {
    const { conductor, clock, lateAnswers, answer, settle } = started();
    conductor.command("close-now");
    await settle();
    clock.pass(14_999);
    answer("ada", 0);
    expect(lateAnswers).toEqual(["ada"]);
    clock.pass(2); // round 0 opened 15,001 ms ago, and its deadline was 15 s
    answer("ben", 0);
    expect(lateAnswers).toEqual(["ada"]);
  });

  test("is heard again only by updates that would have counted, one for each rule", async () => {
    const run = openConductor({ arms: ["mean", "krum"] });
    run.conductor.setReady(["ada", "ben"]);
    run.conductor.command("start");
    run.answer("ben", 0, 0); // in time
    run.conductor.command("close-now");
    await run.settle();
    const nan = encodeVectors([Float32Array.of(Number.NaN)]);
    for (const claim of [{ dim: 2 }, { bytes: new Uint8Array(0) }, { bytes: nan }])
      for (const arm of [0, 1, 2]) expect(run.answer("ada", 0, arm, claim)).toMatchObject({ code: "late" });
    run.answer("eve", 0, 0); // was not invited
    run.answer("eve", 0, 1);
    run.answer("ada", 0, 0);
    run.answer("ada", 0, 0); // the same rule twice
    expect(run.lateAnswers).toEqual([]);
    run.answer("ada", 0, 1);
    expect(run.lateAnswers).toEqual(["ada"]);
    run.answer("ben", 0, 1); // the other half of an answer that came in time
    expect(run.lateAnswers).toEqual(["ada", "ben"]);
    run.answer("ada", 0, 1);
    expect(run.lateAnswers).toEqual(["ada", "ben"]);
  });

  test("is not waited for", async () => {
    const { conductor, kept, answer, settle } = started();
    conductor.setSilent(["ada"]);
    answer("ada", 0);
    answer("ben", 0); // round 0 was open already, and waits for both
    await settle();
    answer("ben", 1);
    await settle();
    expect(kept[1]).toMatchObject({ closedBy: "all-in", invited: ["ada", "ben"], missing: ["ada"] });
    expect(conductor.progress).toMatchObject({ round: 2, arrived: [] });
  });

  test("cannot make a record long with refused updates, nor hide one that is not finite among them", async () => {
    const { conductor, kept, answer, settle } = started();
    for (let i = 0; i < 500; i++) answer("ada", 7);
    const nan = encodeVectors([Float32Array.of(Number.NaN)]);
    const header = { run: "run", round: 0, arm: 0, dim: 1, codec: "float32", trainLoss: 1, computeMs: 1 };
    conductor.takeUpdate("ada", { ...header, codec: "float32" }, nan);
    answer("ben", 0);
    await settle();
    expect(kept[0].refusals).toHaveLength(LIMITS.refusals.most + 1);
    expect(kept[0].refusals.at(-1)).toEqual({ worker: "ada", code: "not-finite" });
  });
});

describe("a worker that holds rounds up", () => {
  const FOUR = ["ada", "ben", "cleo", "dev"];
  const opened = (input: Parameters<typeof openConductor>[0] = {}, roles?: Map<string, Role>) => {
    const run = openConductor(input, roles);
    run.conductor.setReady(FOUR);
    run.conductor.command("start");
    return run;
  };
  const nan = encodeVectors([Float32Array.of(Number.NaN)]);

  test.each([
    ["answers just before the deadline", {}],
    ["answers just before the deadline with what is not finite", { bytes: nan }],
  ])("is named with the time when it %s, and others are not", async (_, claim) => {
    const { clock, answer, settle, heldUp } = opened();
    clock.pass(200);
    for (const worker of FOUR.slice(1)) answer(worker, 0);
    clock.pass(14_700);
    answer("ada", 0, 0, claim);
    await settle();
    expect(heldUp).toEqual([{ ada: 14_900 - 2_000, roundMs: 14_900 }]);
  });

  test("is named when it does not answer, or leaves after a while, also with half of its updates sent", async () => {
    const { conductor, clock, answer, settle, heldUp } = opened({ arms: ["mean", "krum"] });
    clock.pass(50);
    for (const worker of FOUR.slice(1)) for (const arm of [0, 1]) answer(worker, 0, arm);
    answer("ada", 0, 1);
    clock.pass(14_950);
    await settle();
    for (const worker of FOUR.slice(1)) for (const arm of [0, 1]) answer(worker, 1, arm);
    answer("ada", 1, 1);
    clock.pass(9_000);
    conductor.setReady(FOUR.slice(1));
    await settle();
    expect(heldUp).toEqual([
      { ada: 14_000, roundMs: 15_000 },
      { ada: 8_000, roundMs: 9_000 },
    ]);
  });

  test("is not an attacker that had to wait for the update of another", async () => {
    const attack = AttackConfig.parse({ kind: "alie" });
    const { clock, answer, settle, heldUp } = opened({}, new Map([["dev", { kind: "malicious", attack }]]));
    for (const worker of ["ben", "cleo"]) answer(worker, 0);
    clock.pass(6_000);
    answer("ada", 0); // now Dev learns what to send
    clock.pass(900);
    answer("dev", 0);
    await settle();
    expect(heldUp).toEqual([{ ada: 6_000 - 10 * 450, roundMs: 6_900 }]); // the median of 0, 0, 900 and 6,000
  });

  test("is not one that left early in a round that another held up", async () => {
    const { conductor, clock, answer, settle, heldUp } = opened();
    for (const worker of ["cleo", "dev"]) answer(worker, 0);
    clock.pass(200);
    conductor.setReady(FOUR.slice(1)); // Ada's connection broke
    clock.pass(4_800);
    answer("ben", 0);
    await settle();
    expect(heldUp).toEqual([{ ben: 4_000, roundMs: 5_000 }]); // the median of 0, 0, 200 and 5,000 is 100
  });

  test("is not named by the instructor who closes a round", async () => {
    const { conductor, clock, settle, heldUp } = opened();
    clock.pass(9_000);
    conductor.command("close-now");
    await settle();
    expect(heldUp).toEqual([]);
  });
});

test("a round whose kept shares are not known has none in its record, and a warning", async () => {
  const run = openConductor({}, new Map(), { verdicts: async () => ["send fewer updates"] });
  run.conductor.setReady(["ada", "ben"]);
  run.conductor.command("start");
  for (const worker of ["ada", "ben"]) run.answer(worker, 0);
  await run.settle();
  expect(run.kept[0].arms).toMatchObject([
    {
      outcome: "stepped",
      counted: 2,
      rows: [],
      warnings: ["what the rule kept of each update could not be computed: send fewer updates"],
    },
  ]);
  expect(run.conductor.state).toMatchObject({ phase: "running", round: 1 });
});

test("the training loss of a round is the median of what workers claim, whatever one of them says", async () => {
  const { conductor, kept, settle } = openConductor();
  conductor.setReady(["ada", "ben", "cleo"]);
  conductor.command("start");
  const claims: [string, number | null][] = [
    ["ada", 2.5],
    ["ben", 3e38],
    ["cleo", 0.5],
  ];
  for (const [worker, trainLoss] of claims) {
    const header = { run: "run", round: 0, arm: 0, dim: 1, trainLoss, computeMs: 1 };
    conductor.takeUpdate(worker, { ...header, codec: "float32" }, encodeVectors([Float32Array.of(1)]));
  }
  await settle();
  expect(kept[0].arms[0].trainLoss).toBe(2.5);
});

describe("attack success", () => {
  const backdoorTo = (target: number) => AttackConfig.parse({ kind: "backdoor", target });
  const backdoor = backdoorTo(3);
  const plays = (attack: AttackConfig): Role => ({ kind: "malicious", attack });
  /** The attacks whose success is measured in the first round. */
  async function measured(input: Parameters<typeof openConductor>[0], roles: Record<string, Role>) {
    const run = openConductor(input, new Map(Object.entries(roles)));
    run.conductor.setReady(["ada", "ben"]);
    run.conductor.command("start");
    for (const worker of ["ada", "ben"]) run.answer(worker, 0);
    await run.settle();
    return { attacks: run.evaluated[0].attacks, record: run.kept[0] };
  }

  test("is measured for an attack with a trigger that is preset or played, each once, and for no other", async () => {
    const none = await measured({}, { ben: plays({ kind: "zero" }) });
    expect(none.attacks).toEqual([]);
    expect((await measured({ attack: backdoor }, {})).attacks).toEqual([backdoor]);
    const both = { ada: plays(backdoor), ben: plays(backdoorTo(5)) };
    expect((await measured({ attack: backdoor }, both)).attacks).toEqual([backdoor, backdoorTo(5)]);
  });

  test("stands in the record, and not in what others see before the reveal", async () => {
    const { record } = await measured({ secret: true }, { ben: plays(backdoor) });
    expect(record.arms[0].evaluation).toEqual({ accuracy: 0, loss: 0, confusion: [], attackSuccess: 0.5 });
    const [seen] = withoutTruth(record).arms;
    expect(seen.evaluation).toEqual({ accuracy: 0, loss: 0, confusion: [] });
    expect(JSON.stringify(withoutTruth(record))).not.toMatch(/attackSuccess|backdoor/);
  });
});

describe("a run in int8", () => {
  const whole = { codec: "float32" };
  const from = (base: number) => ({ codec: "int8", base });
  async function opened(input: Parameters<typeof openConductor>[0] = {}) {
    const run = openConductor({ codec: "int8", rounds: 200, ...input });
    const play = async (round: number, workers: readonly string[]) => {
      for (const worker of workers) run.answer(worker, round);
      await run.settle();
    };
    run.conductor.setReady(["ada", "ben", "eve"]);
    run.conductor.command("start");
    return { ...run, play };
  }

  test("brings steps to workers that hold the round before, and whole parameters to those that cannot read int8", async () => {
    const { play, brought } = await opened();
    for (const round of [0, 1]) await play(round, ["ada", "ben", "eve"]);
    expect(brought.get("ada")).toEqual([whole, from(0), from(1)]);
    expect(brought.get("eve")).toEqual([whole, whole, whole]);
  });

  test("brings whole parameters to one that was away, and to one that says that it is ready again", async () => {
    const { conductor, play, brought } = await opened();
    await play(0, ["ada", "ben", "eve"]);
    conductor.setReady(["ben", "eve"]);
    await play(1, ["ben", "eve"]);
    conductor.setReady(["ada", "ben", "eve"]);
    conductor.forgetTold("ben");
    await play(2, ["ben", "eve"]);
    await play(3, ["ada", "ben", "eve"]);
    expect(brought.get("ada")).toEqual([whole, from(0), whole, from(3)]);
    expect(brought.get("ben")).toEqual([whole, from(0), from(1), whole, from(3)]);
  });

  test("brings each whole parameters once in fifty rounds, not all in the same round", async () => {
    const { play, brought } = await opened();
    for (let round = 0; round < 120; round++) await play(round, ["ada", "ben", "eve"]);
    const wholes = (worker: string) =>
      (brought.get(worker) ?? []).flatMap(({ base }, round) => (base === undefined ? [round] : []));
    expect([wholes("ada"), wholes("ben")]).toEqual([
      [0, 50, 100],
      [0, 49, 99],
    ]);
  });

  test("brings whole parameters after a change to int8 in mid-run, and steps from then on", async () => {
    const { conductor, play, brought } = await opened({ codec: "float16" });
    await play(0, ["ada", "ben", "eve"]);
    const config = RunConfig.parse({ arms: ["mean"], f: 0, workers: 2, rounds: 200, codec: "int8" });
    const changed = conductor.between(async () => {
      conductor.reconfigure(config);
      return { ok: true };
    });
    for (const round of [1, 2, 3]) await play(round, ["ada", "ben", "eve"]);
    await changed;
    expect(brought.get("ada")).toEqual([{ codec: "float16" }, { codec: "float16" }, whole, from(2), from(3)]);
  });
});

describe("the codec of a run that names none", () => {
  async function opened(onNetwork: () => number) {
    // one value: float32 takes 4 bytes, float16 6 and int8 5
    const run = openConductor({ networkMbit: 0.001, rounds: 9 }, new Map(), { onNetwork });
    run.conductor.setReady(["ada", "ben"]);
    run.conductor.command("start");
    const play = async (round: number) => {
      for (const worker of ["ada", "ben"]) run.answer(worker, round);
      await run.settle();
    };
    return { ...run, play };
  }

  test("is chosen at the start for the workers on the network, stays, and is in the records", async () => {
    let workers = 60;
    const { conductor, kept, play } = await opened(() => workers);
    // 60 workers · 4 bytes, twice: 3.84 kbit at 1 kbit/s
    expect(conductor.networkRail[0]).toMatch(
      /^60 workers on the network: a round sends .* in int8, about 4\.8 s/,
    );
    await play(0);
    workers = 0;
    await play(1);
    expect(kept.map(({ codec }) => codec)).toEqual(["int8", "int8"]);
  });

  test("is float32 when all workers are on the coordinator's machine, and another one after a change", async () => {
    const { conductor, kept, play, brought } = await opened(() => 0);
    expect(conductor.networkRail).toEqual([]);
    await play(0);
    const config = RunConfig.parse({ arms: ["mean"], f: 0, workers: 2, rounds: 9, codec: "float16" });
    const changed = conductor.between(async () => {
      conductor.reconfigure(config);
      return { ok: true };
    });
    for (const round of [1, 2]) await play(round);
    await changed;
    expect(kept.map(({ codec }) => codec)).toEqual(["float32", "float32", "float16"]);
    expect(brought.get("ada")?.at(-1)).toEqual({ codec: "float16" });
  });
});

test("a round has more time when half of the workers needed more than half of the last one's", async () => {
  const { conductor, clock, answer, settle } = openConductor({ roundDeadlineMs: 10_000 });
  conductor.setReady(["ada", "ben", "cleo"]);
  conductor.command("start");
  expect(conductor.progress?.timeLeftMs).toBe(10_000);
  answer("ada", 0);
  clock.pass(8_000);
  answer("ben", 0);
  clock.pass(1_000);
  answer("cleo", 0);
  await settle();
  expect(conductor.progress?.timeLeftMs).toBe(16_000);
  answer("ada", 1);
  answer("ben", 1);
  clock.pass(15_999);
  expect(conductor.progress?.round).toBe(1);
  clock.pass(1);
  await settle();
  expect(conductor.progress?.round).toBe(2);
});
