import type { RoundRecord } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { digestOf } from "./digest";
import { Ledger } from "./ledger";
import { MAIN_WATCHER, type Note } from "./notes";
import { ARMS, aggregateOf, stepped, vectorOf } from "./vectors";

const DIM = 40;
const ETA = 0.5;
const NAMES = ["ada", "ben", "cleo"];

/** What a whole class hears in some rounds of which every step is right. */
function history(rounds: number): Note[] {
  let parameters = ARMS.map((_, arm) => vectorOf({ marker: arm, malicious: false }, DIM));
  const notes: Note[] = [{ kind: "watched", watcher: MAIN_WATCHER, run: "r", rounds: [] }];
  for (let round = 0; round < rounds; round++) {
    const senders = NAMES.map((_, marker) => ({ marker, malicious: marker === 2 && round % 2 === 1 }));
    for (const [i, name] of NAMES.entries())
      notes.push({
        kind: "opened",
        client: name,
        connection: 1,
        worker: name,
        ...senders[i],
        run: "r",
        round,
        digests: parameters.map(digestOf),
        parameters: i === 0 ? parameters : undefined,
      });
    notes.push({ kind: "told", watcher: MAIN_WATCHER, record: recordOf(round) });
    for (const client of NAMES) notes.push({ kind: "closed", client, run: "r", round });
    parameters = parameters.map((vector, arm) => stepped(vector, aggregateOf(arm, senders), ETA));
  }
  return notes;
}

function recordOf(round: number): RoundRecord {
  const arms = ARMS.map((label) => ({
    label,
    outcome: "stepped" as const,
    counted: NAMES.length,
    rows: NAMES.map((worker) => ({ worker, kept: 1 })),
    warnings: [],
    aggregateNorm: 1,
    learningRate: ETA,
    trainLoss: 1,
    aggregateMs: 1,
  }));
  return {
    round,
    openedAt: 0,
    closedAt: 1,
    closedBy: "all-in",
    invited: NAMES,
    arms,
    refusals: [],
    events: [],
  };
}

/** What the ledger finds in a history that was changed. */
function findingsIn(notes: readonly Note[]) {
  const ledger = new Ledger(digestOf);
  for (const note of notes) ledger.take(note);
  ledger.check();
  return [...new Set(ledger.findings.map(({ kind }) => kind))];
}

const isRecord = (round: number) => (note: Note) => note.kind === "told" && note.record.round === round;
/** The history with one note left out or repeated. */
const without = (notes: Note[], is: (note: Note) => boolean) => notes.toSpliced(notes.findIndex(is), 1);
const repeated = (notes: Note[], is: (note: Note) => boolean) =>
  notes.flatMap((note) => (is(note) ? [note, note] : [note]));

describe("Ledger", () => {
  test("finds nothing in a history whose steps are right, malicious workers included", () => {
    const ledger = new Ledger(digestOf);
    for (const note of history(6)) ledger.take(note);
    ledger.check();
    expect(ledger.findings).toEqual([]);
    expect([ledger.rounds, ledger.last]).toEqual([6, 5]);
  });

  test("finds a round that a watcher is told twice, or not at all", () => {
    expect(findingsIn(repeated(history(4), isRecord(2)))).toEqual(["toldTwice"]);
    expect(findingsIn(without(history(4), isRecord(2)))).toContain("lost");
  });

  test("finds a round that a worker is told twice, or not at all", () => {
    const ofBen = (note: Note) => note.kind === "closed" && note.client === "ben" && note.round === 1;
    expect(findingsIn(repeated(history(4), ofBen))).toEqual(["toldTwice"]);
    expect(findingsIn(without(history(5), ofBen))).toEqual(["lost"]);
  });

  test("lets a round close two rounds after the next opened, and no later", () => {
    const ofRound = (kind: "opened" | "closed" | "told", round: number) => (note: Note) =>
      note.kind === kind && (note.kind === "told" ? note.record.round : note.round) === round;
    const delayed = (by: number) => {
      const notes = history(6);
      const late = notes.filter((note) => ofRound("told", 1)(note) || ofRound("closed", 1)(note));
      const others = notes.filter((note) => !late.includes(note));
      const until = others.findLastIndex(ofRound("opened", 1 + by));
      return others.toSpliced(until + 1, 0, ...late).filter((note) => note.kind !== "told");
    };
    expect(findingsIn(delayed(2))).toEqual([]);
    expect(findingsIn(delayed(3))).toEqual(["lost"]);
  });

  test("compares what a round brought when it opened again, and not what a later one brought before", () => {
    const notes = history(4);
    const opened = notes.filter((note) => note.kind === "opened");
    const other = ARMS.map((_, arm) => digestOf(vectorOf({ marker: arm + 5, malicious: true }, DIM)));
    // round 1 closed with fewer updates, round 2 opened, and the coordinator was killed before it recorded round 1
    const lost = opened.filter(({ round }) => round === 2).map((note) => ({ ...note, digests: other }));
    const again = notes.findIndex((note) => note.kind === "opened" && note.round === 1);
    const first = opened.filter(({ round }) => round === 1);
    expect(findingsIn(notes.toSpliced(again, 0, ...first, ...lost))).toEqual([]);
    const whole = notes.findIndex((note) => note.kind === "opened" && note.round === 3);
    expect(findingsIn(notes.toSpliced(whole, 0, ...lost))).toEqual(["step"]);
  });

  test("expects nothing of a connection that ended before the round closed", () => {
    const notes = without(
      history(5),
      (note) => note.kind === "closed" && note.client === "ben" && note.round === 1,
    );
    const back = notes.map((note) =>
      note.kind === "opened" && note.client === "ben" && note.round > 1 ? { ...note, connection: 2 } : note,
    );
    expect(findingsIn(back)).toEqual([]);
  });

  test("finds a step of twice η, of an update counted twice, and of one that was not counted", () => {
    const start = ARMS.map((_, arm) => vectorOf({ marker: arm, malicious: false }, DIM));
    const senders = NAMES.map((_, marker) => ({ marker, malicious: false }));
    const wrong = {
      doubled: start.map((vector, arm) => stepped(vector, aggregateOf(arm, senders), 2 * ETA)),
      twice: start.map((vector, arm) => stepped(vector, aggregateOf(arm, [...senders, senders[0]]), ETA)),
      fewer: start.map((vector, arm) => stepped(vector, aggregateOf(arm, senders.slice(1)), ETA)),
    };
    for (const parameters of Object.values(wrong)) {
      const notes = history(2).map((note) =>
        note.kind === "opened" && note.round === 1 ? { ...note, digests: parameters.map(digestOf) } : note,
      );
      expect(findingsIn(notes)).toEqual(["step"]);
    }
  });

  test("finds a worker in a record twice, and one that was never asked", () => {
    const withRows = (workers: string[]) =>
      history(1).map((note) => {
        if (note.kind !== "told") return note;
        const rows = workers.map((worker) => ({ worker, kept: 1 }));
        const arms = note.record.arms.map((arm) => ({ ...arm, rows, counted: rows.length }));
        return { ...note, record: { ...note.record, arms } };
      });
    expect(findingsIn(withRows(["ada", "ada", "ben"]))).toContain("counted");
    expect(findingsIn(withRows(["ada", "ben", "dora"]))).toEqual(["counted"]);
  });

  test("finds rounds that a restarted coordinator has forgotten, and not those that damage took", () => {
    const shown = (rounds: number): Note => ({
      kind: "watched",
      watcher: MAIN_WATCHER,
      run: "r",
      rounds: Array.from({ length: rounds }, (_, round) => recordOf(round)),
    });
    expect(findingsIn([...history(4), shown(4)])).toEqual([]);
    expect(findingsIn([...history(4), shown(3)])).toEqual(["lost"]);
    const ledger = new Ledger(digestOf);
    for (const note of history(4)) ledger.take(note);
    ledger.rolledBack("r", 3);
    const again = history(4).filter((note) => "round" in note && note.round === 3);
    const notes = [shown(3), ...again, { kind: "told", watcher: MAIN_WATCHER, record: recordOf(3) } as const];
    for (const note of notes) ledger.take(note);
    ledger.check();
    expect(ledger.findings).toEqual([]);
  });

  test("finds a record that is later told with another content", () => {
    const other = { ...recordOf(2), closedAt: 99 };
    const notes: Note[] = [
      ...history(4),
      {
        kind: "watched",
        watcher: MAIN_WATCHER,
        run: "r",
        rounds: [recordOf(1), other, recordOf(3)],
      },
    ];
    expect(findingsIn(notes)).toEqual(["other"]);
  });
});
