/** Damages a run's files in thousands of ways. `damagedLogs.json` holds logs that once stopped a start or were taken as whole. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isUserError, type RoundRecord, RunConfig } from "@honest-majority/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkpointBytes } from "./checkpoint";
import { parseRecordedRoom } from "./recordedRoom";
import { checksumOf, writeRecordLine } from "./recordLine";
import { parseRunLog } from "./runLog";
import { readSavedRun } from "./savedRun";

const ROUNDS = 4;
const DIM = 3;
const record = (round: number): RoundRecord => ({
  round,
  openedAt: 1_700_000_000_000 + round,
  closedAt: 1_700_000_000_500 + round,
  closedBy: "all-in",
  invited: ["ada", "李"],
  missing: [],
  arms: [
    {
      label: "mean",
      outcome: "stepped",
      counted: 2,
      expectedByzantine: 0,
      rows: [{ worker: "ada", kept: 1 }],
      warnings: [],
      aggregateNorm: 0.5,
      learningRate: 0.1,
      trainLoss: 2.25,
      aggregateMs: 3,
      evaluation: { accuracy: 0.5, loss: null, confusion: [[1, 2]] },
    },
  ],
  refusals: [],
  events: [{ kind: "joined", worker: "ada", name: "Ada" }],
});
const vectorsOf = (round: number) => ({
  parameters: Float32Array.of(round, 1, 2),
  previous: Float32Array.of(0, 0.5, -round),
});
const bytesOf = (round: number) => Buffer.from(checkpointBytes(vectorsOf(round)));
const whole = Array.from({ length: ROUNDS }, (_, t) => writeRecordLine(record(t), checksumOf(bytesOf(t))));
const log = Buffer.from(`${whole.join("\n")}\n`);

/** Ways to damage bytes: cut, flip, take out, fill, insert. */
const damage = (bytes: Buffer): fc.Arbitrary<Buffer> => {
  const place = fc.nat(Math.max(0, bytes.length - 1));
  const both = (at: number, to: number) => [Math.min(at, to), Math.max(at, to)] as const;
  return fc.oneof(
    place.map((at) => bytes.subarray(0, at)),
    fc
      .array(fc.tuple(place, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 })
      .map((flips) => {
        const changed = Buffer.from(bytes);
        for (const [at, bits] of flips) changed[at] ^= bits;
        return changed;
      }),
    fc.tuple(place, place).map(([at, to]) => {
      const [from, end] = both(at, to);
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(end)]);
    }),
    fc.tuple(place, place, fc.constantFrom(0, 0x0a, 0x5b, 0xff)).map(([at, to, value]) => {
      const [from, end] = both(at, to);
      return Buffer.from(bytes).fill(value, from, end);
    }),
    fc
      .tuple(place, fc.uint8Array({ maxLength: 40 }))
      .map(([at, more]) => Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)])),
  );
};

/** The lines of the log in any order, any number of times, or none. */
const shuffledLines = fc
  .array(fc.nat(ROUNDS - 1), { maxLength: 8 })
  .map((places) => Buffer.from(places.map((place) => `${whole[place]}\n`).join("")));

/** The log with one field of one record replaced, written without checksums as an earlier version did. */
const otherTypes = fc
  .tuple(
    fc.nat(ROUNDS - 1),
    fc.constantFrom(...Object.keys(record(0))),
    fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(1e308, -1, 2 ** 53, 0.5, null, "9".repeat(1000), [[]], { round: {} }),
    ),
  )
  .map(([place, field, value]) => {
    const lines = Array.from({ length: ROUNDS }, (_, t) => record(t));
    return Buffer.from(
      lines
        .map((line, t) => `${JSON.stringify(t === place ? { ...line, [field]: value } : line)}\n`)
        .join(""),
    );
  });

const deep = fc.constantFrom("[", '{"round":', '{"arms":[').map((open) => {
  return Buffer.concat([log, Buffer.from(`{"round":4,"arms":${open.repeat(100_000)}}\n`)]);
});

const damagedLog = fc.oneof(
  { weight: 4, arbitrary: damage(log) },
  { weight: 2, arbitrary: damage(log).chain(damage) },
  shuffledLines,
  otherTypes,
);

const corpus: { what: string; log: string }[] = JSON.parse(
  await readFile(join(import.meta.dirname, "damagedLogs.json"), "utf8"),
);

describe("parseRunLog", () => {
  test("returns, of a damaged log, only records that were written, in ascending order", () => {
    fc.assert(
      fc.property(fc.oneof(damage(log), damage(log).chain(damage), shuffledLines), (bytes) => {
        const { lines } = parseRunLog(bytes);
        const rounds = lines.map(({ record: { round } }) => round);
        expect(rounds).toEqual([...new Set(rounds)].sort((a, b) => a - b));
        for (const { record: found, vectors } of lines) {
          expect(found).toEqual(record(found.round));
          expect(vectors).toBe(checksumOf(bytesOf(found.round)));
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("returns, of records without checksums, only such as have the right types", () => {
    const kind = (value: unknown) => (Array.isArray(value) ? "list" : value === null ? "null" : typeof value);
    const entries = {
      invited: "string",
      missing: "string",
      arms: "object",
      refusals: "object",
      events: "object",
    };
    fc.assert(
      fc.property(otherTypes, (bytes) => {
        for (const { record: found } of parseRunLog(bytes).lines) {
          for (const [field, value] of Object.entries(record(0)))
            expect(kind(found[field as keyof RoundRecord])).toBe(kind(value));
          expect(found.round).toBeGreaterThanOrEqual(0);
          for (const [field, wanted] of Object.entries(entries))
            for (const entry of found[field as keyof typeof entries] ?? []) expect(kind(entry)).toBe(wanted);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("takes nothing from a record that is nested deeply", () => {
    fc.assert(
      fc.property(deep, (bytes) => {
        expect(parseRunLog(bytes)).toMatchObject({ brokenLines: 1, firstBroken: ROUNDS + 1 });
      }),
      { numRuns: 3 },
    );
  });

  test("keeps no more of a broken line than its number", () => {
    const newlines = Buffer.alloc(1_000_000, "\n");
    expect(parseRunLog(newlines)).toEqual({
      lines: [],
      tornBytes: 0,
      brokenLines: 1_000_000,
      firstBroken: 1,
    });
  });
});

describe("readSavedRun", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "damage-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Puts a run of these bytes on the disk and reads it. */
  async function readAll(bytes: Uint8Array, vectors: Uint8Array = bytesOf(ROUNDS - 1)) {
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await writeFile(join(folder, "rounds.jsonl"), bytes);
    await writeFile(join(folder, `vectors-${ROUNDS - 1}.f32`), bytesOf(ROUNDS - 2));
    await writeFile(join(folder, `vectors-${ROUNDS}.f32`), vectors);
    return readSavedRun(folder, DIM).catch((error: unknown) => error);
  }

  /** Either the run goes on after a record with its own vectors, or a sentence says why not. */
  async function expectRightOrTold(bytes: Uint8Array, vectors?: Buffer) {
    const read = await readAll(bytes, vectors);
    if (isUserError(read, "records")) {
      expect(read.message).not.toContain("\n");
      expect(read.message.length).toBeLessThan(1000);
      return;
    }
    const { records, vectors: found, problem } = read as Awaited<ReturnType<typeof readSavedRun>>;
    const rounds = records.map(({ round }) => round).join();
    // a log without its last line is what a kill between the two writes of a round leaves
    const isAsAfterAKill = rounds === "0,1,2" || rounds === "0,1,2,3";
    if (!isAsAfterAKill) expect(problem).toMatch(/the run goes on at round \d+$/);
    const last = records.at(-1);
    if (last === undefined) return expect(found).toBeUndefined();
    expect(found).toEqual(vectorsOf(last.round));
    // the next restart finds nothing that has to be dropped
    const again = await readSavedRun(folder, DIM);
    expect(again).toMatchObject({ records, vectors: found });
    expect(again.problem ?? "").not.toMatch(/cannot be continued|can be read from/);
  }

  test("opens a damaged run, or says a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(damagedLog, (bytes) => expectRightOrTold(bytes)),
      { numRuns: 150 },
    );
  });

  test("opens a run with damaged vectors from the round before", async () => {
    await fc.assert(
      fc.asyncProperty(damage(bytesOf(ROUNDS - 1)), (vectors) => expectRightOrTold(log, vectors)),
      { numRuns: 60 },
    );
  });

  test.each(corpus)("$what", ({ log: text }) => expectRightOrTold(Buffer.from(text, "latin1")));
});

describe("parseRecordedRoom", () => {
  const room = {
    room: "KRUM-42",
    run: "r1",
    config: RunConfig.parse({}),
    phase: "running",
    workers: [{ id: "a", name: "Ada", index: 0, role: { kind: "honest" } }],
    class: { locked: false, pace: "fast", revealed: false },
    savedAt: 5,
  };
  const text = Buffer.from(JSON.stringify(room));

  test("returns each field of a class and of its workers", () => {
    const whole = {
      ...room,
      workers: [
        ...room.workers,
        {
          ...room.workers[0],
          id: "b",
          next: { role: { kind: "honest" }, round: 4 },
          left: true,
          votes: true,
        },
        { ...room.workers[0], id: "c", swarm: true },
      ],
      class: { ...room.class, says: "Look at the median." },
    };
    expect(parseRecordedRoom(JSON.stringify(whole), "KRUM-42")).toEqual(whole);
  });

  test("returns a room, or throws a RangeError of one line", () => {
    const field = fc
      .tuple(fc.constantFrom(...Object.keys(room)), fc.jsonValue())
      .map(([name, value]) => Buffer.from(JSON.stringify({ ...room, [name]: value })));
    fc.assert(
      fc.property(fc.oneof(damage(text), field), (bytes) => {
        try {
          expect(parseRecordedRoom(bytes.toString(), "KRUM-42").room).toBe("KRUM-42");
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          expect((error as Error).message).not.toContain("\n");
        }
      }),
      { numRuns: 200 },
    );
  });
});
