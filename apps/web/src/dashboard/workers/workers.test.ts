import type { AttackConfig, WorkerView } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { flipRequest, nextRound, wholeNumber } from "./flipForm";
import { barOf, countText, dangerOf, weaknessesAmong } from "./guard";
import { densityOf, presentIn, tileOrder } from "./order";
import { columnsIn, movedTo } from "./roving";
import { tileState } from "./tileState";
import { keptText, markLabel, nextText, shownRole, tileWords } from "./tileWords";

const worker = (id: string, given: Partial<WorkerView> = {}): WorkerView => ({
  id,
  index: 0,
  name: id,
  backend: "wasm",
  backendNote: "",
  presence: "ready",
  hidden: false,
  ...given,
});
const known = (...workers: WorkerView[]) => ({
  order: workers.map(({ id }) => id),
  workers: Object.fromEntries(workers.map((one) => [one.id, one])),
});
const bitFlip = { kind: "bitFlip", factor: 10 } as const;

describe("guard bar", () => {
  test("is empty while nobody is here", () => {
    const nobody = { m: 0, f: 1, malicious: 0 };
    expect(barOf(nobody)).toEqual({ filled: 0, ticks: [] });
    expect([countText(nobody), dangerOf(nobody)]).toEqual(["no workers yet", undefined]);
  });

  test("is m workers long, with ticks at f and at half", () => {
    // 10 of 40 is a quarter, which leaves room for the label before the tick
    expect(barOf({ m: 40, f: 10, malicious: 5 })).toEqual({
      filled: 0.125,
      ticks: [
        { label: "f=10", at: 0.25, side: "start" },
        { label: "m/2=20", at: 0.5, side: "end" },
      ],
    });
  });

  test("puts labels where they have room, and joins two at one place", () => {
    const sides = (m: number, f: number) =>
      barOf({ m, f }).ticks.map(({ label, side }) => `${label} ${side}`);
    expect(sides(40, 1)).toEqual(["f=1 end", "m/2=20 end"]);
    expect(sides(9, 6)).toEqual(["m/2=4.5 start", "f=6 end"]);
    expect(sides(40, 39)).toEqual(["m/2=20 start", "f=39 start"]);
    expect(sides(40, 20)).toEqual(["f=20, m/2=20 end"]);
  });

  test("is f workers long when fewer are here, and never fuller than full", () => {
    expect(barOf({ m: 2, f: 4, malicious: 2 })).toMatchObject({
      filled: 0.5,
      ticks: [{ at: 0.25 }, { at: 1 }],
    });
    expect(barOf({ m: 1, f: 0, malicious: 3 }).filled).toBe(1);
  });

  test("is empty and silent where roles are hidden", () => {
    expect(barOf({ m: 40, f: 10 }).filled).toBe(0);
    expect(dangerOf({ m: 4, f: 0 })).toBeUndefined();
    expect(countText({ m: 4, f: 0 })).toBe("roles hidden");
  });

  test("warns above f, and from half of the workers on", () => {
    const danger = (malicious: number) => dangerOf({ m: 8, f: 2, malicious });
    expect([0, 2].map(danger)).toEqual([undefined, undefined]);
    expect(danger(3)).toBe("more than the rules expect");
    expect(danger(4)).toBe("no rule can promise anything");
    expect(dangerOf({ m: 0, f: 0, malicious: 0 })).toBeUndefined();
  });
});

describe("movedTo", () => {
  // 0 1 2
  // 3 4 5
  // 6 7
  const grid = { count: 8, columns: 3 };

  test("moves in two directions", () => {
    expect(movedTo("ArrowRight", 1, grid)).toBe(2);
    expect(movedTo("ArrowLeft", 3, grid)).toBe(2);
    expect(movedTo("ArrowDown", 1, grid)).toBe(4);
    expect(movedTo("ArrowUp", 7, grid)).toBe(4);
    expect([movedTo("Home", 4, grid), movedTo("End", 4, grid)]).toEqual([0, 7]);
  });

  test("goes down to the last tile where the last row is shorter", () => {
    expect(movedTo("ArrowDown", 5, grid)).toBe(7);
  });

  test("stays where nothing is in that direction, and for other keys", () => {
    expect(movedTo("ArrowDown", 6, grid)).toBeUndefined();
    expect(movedTo("ArrowUp", 1, grid)).toBeUndefined();
    expect(movedTo("ArrowLeft", 0, grid)).toBeUndefined();
    expect(movedTo("ArrowRight", 7, grid)).toBeUndefined();
    expect(movedTo("Home", 0, grid)).toBeUndefined();
    expect(movedTo("x", 3, grid)).toBeUndefined();
  });
});

describe("columnsIn", () => {
  test("counts the columns of a computed template", () => {
    expect(columnsIn("84px 84px 84.5px")).toBe(3);
    expect(columnsIn("none")).toBe(1);
  });
});

describe("order of the tiles", () => {
  test("puts those that have left last, and keeps the places of the others", () => {
    const room = known(
      worker("a", { presence: "left" }),
      worker("b", { presence: "reconnecting" }),
      worker("c"),
    );
    expect(tileOrder(room)).toEqual(["b", "c", "a"]);
    expect(presentIn(room).map(({ id }) => id)).toEqual(["c"]);
  });

  test("draws fewer than 16 workers large", () => {
    expect([15, 16].map(densityOf)).toEqual(["roomy", "dense"]);
  });
});

describe("tileState", () => {
  const progress = { round: 1, invited: ["a", "b"], arrived: ["b"], timeLeftMs: 0 };

  test("says where a worker is in its round", () => {
    expect(tileState(worker("a"), progress)).toBe("training");
    expect(tileState(worker("b"), progress)).toBe("sent");
    expect(tileState(worker("c"), progress)).toBe("ready");
    expect(tileState(worker("a"), undefined)).toBe("ready");
  });

  test("says first what keeps a worker from its round", () => {
    expect(tileState(worker("a", { presence: "left", missed: 9 }), progress)).toBe("left");
    expect(tileState(worker("a", { hidden: true, missed: 1 }), progress)).toBe("hidden");
    expect(tileState(worker("a", { missed: 1 }), progress)).toBe("slow");
    for (const late of [{ missed: 3 }, { missed: 1, unawaited: true }] as const)
      expect(tileState(worker("a", late), progress)).toBe("unawaited");
    expect(tileState(worker("b", { missed: 1 }), progress)).toBe("sent");
  });
});

describe("words of a tile", () => {
  test("never tell a hidden role", () => {
    expect(shownRole("malicious", true)).toBe("malicious");
    expect(shownRole("malicious", false)).toBe("hidden");
    expect(shownRole(undefined, true)).toBe("hidden");
    expect(tileWords("hidden", [])).toBe(", role hidden");
    expect(markLabel("Ada", "hidden")).toBe("Switch the hidden role of Ada");
  });

  test("name the role, the verdict and what the mark does", () => {
    const verdicts = [
      { arm: "mean", kept: 1, verdict: "missed" },
      { arm: "krum", kept: 0, verdict: "caught" },
    ] as const;
    expect(tileWords("malicious", verdicts)).toBe(", malicious, Mean: missed, Krum: caught");
    expect([markLabel("Ada", "malicious"), markLabel("Ada", "honest")]).toEqual([
      "Make Ada honest",
      "Make Ada malicious",
    ]);
  });

  test("say what each rule did with an update", () => {
    const verdicts = [
      { arm: "mean", kept: 1 },
      { arm: "coordinateMedian", kept: 0.06 },
      { arm: "krum", kept: 0 },
      { arm: "multiKrum" },
    ];
    expect(keptText(verdicts)).toBe(
      "Mean kept all · Median kept 6 % · Krum did not choose it · Multi-Krum refused it: not finite",
    );
  });

  test("say which role comes next", () => {
    expect(nextText({ role: { kind: "malicious", attack: bitFlip }, round: 20 })).toBe(
      "Bit flip from round 20",
    );
    expect(nextText({ role: { kind: "honest" }, round: 9 })).toBe("Honest from round 9");
  });
});

describe("flipRequest", () => {
  const role = { kind: "malicious", attack: bitFlip } as const;

  test("asks for a number of workers at random, from the next round or a later one", () => {
    expect(flipRequest({ count: "10" }, bitFlip, 40)).toEqual({ who: { random: 10 }, role });
    expect(flipRequest({ count: "10", from: "20" }, bitFlip, 40)).toEqual({
      who: { random: 10 },
      role,
      from: 20,
    });
  });

  test("asks for the picked worker, whatever the count", () => {
    expect(flipRequest({ count: "", worker: "a" }, bitFlip, 40)).toEqual({ who: { workers: ["a"] }, role });
  });

  test("asks for nothing while a number is missing or out of range", () => {
    for (const count of ["", "0", "41", "1.5", "x"])
      expect(flipRequest({ count }, bitFlip, 40), count).toBeUndefined();
    expect(flipRequest({ count: "1", from: "" }, bitFlip, 40)).toBeUndefined();
    expect(wholeNumber("-1", 0, 9)).toBeUndefined();
  });

  test("counts the open round as begun", () => {
    expect(nextRound({ phase: "lobby" })).toBe(0);
    expect(nextRound({ phase: "paused", round: 4 })).toBe(5);
  });
});

describe("weaknessesAmong", () => {
  const honest = { role: { kind: "honest" } as const };
  const plays = (attack: object) => ({
    role: { kind: "malicious", attack: attack as AttackConfig } as const,
  });
  const class10 = (...malicious: ReturnType<typeof plays>[]) => [
    ...Array.from({ length: 10 - malicious.length }, () => honest),
    ...malicious,
  ];

  test("names each weak attack once, and counts every attacker as an ally", () => {
    const weak = weaknessesAmong(class10(plays({ kind: "alie" }), plays({ kind: "alie" })));
    expect(weak).toEqual([expect.stringContaining("z = 0 for 2 attackers among 10 workers")]);
    // with 4 attackers z is 0.43, whatever the other two play
    const four = class10(
      plays({ kind: "alie" }),
      plays({ kind: "alie" }),
      plays({ kind: "zero" }),
      plays({ kind: "foe" }),
    );
    expect(weaknessesAmong(four)).toEqual([]);
  });

  test("skips a z that is set, and attacks that this page does not know", () => {
    expect(weaknessesAmong(class10(plays({ kind: "alie", z: 0.1 }), plays({ kind: "whisper" })))).toEqual([]);
    expect(weaknessesAmong([{}, {}])).toEqual([]);
  });
});
