import { isUserError } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { checksumOf, withChecksums } from "./checkedLine";
import { headLine, MOST_FILE_BYTES, mustBeShort, readRecordFile, roundLine } from "./recordFile";
import { arm, bytesOf, config, fileOf, head, round } from "./testRecords";

const ada = { worker: "a", name: "Ada" };
const rounds = [
  round(0, { events: [{ kind: "joined", ...ada }] }),
  round(3, {
    arms: [arm("mean", { aggregateNorm: null, outcome: "diverged", reason: "too large" })],
    stage: undefined,
  }),
  round(4, { events: [{ kind: "revealed" }, { kind: "more", of: "flips", count: 3 }] }),
];

describe("readRecordFile", () => {
  test("reads what was written, value for value", async () => {
    const record = { ...head, rounds };
    expect(await readRecordFile(fileOf(record))).toEqual(record);
  });

  test("reads lines as they are on disk, with checksums, a byte order mark and carriage returns", async () => {
    const lines = rounds.map((each) => withChecksums(roundLine(each), checksumOf(Uint8Array.of(1, 2))));
    const bytes = bytesOf(`\ufeff${headLine(head)}\r`, ...lines.map((line) => `${line}\r`), "");
    expect(await readRecordFile(bytes)).toEqual({ ...head, rounds });
  });

  test("rests and tells its progress while it reads", async () => {
    let time = 0;
    const shares: number[] = [];
    let rests = 0;
    await readRecordFile(fileOf({ ...head, rounds }), {
      now: () => (time += 7),
      progress: (share) => shares.push(share),
      rest: async () => void rests++,
    });
    expect(rests).toBe(shares.length);
    expect(rests).toBeGreaterThan(0);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  test("cleans texts: of names, what no class may see or what breaks a line", async () => {
    const evil = "x\u202e\u0000y";
    const record = await readRecordFile(
      fileOf({
        ...head,
        workers: [
          { id: "a", name: evil },
          { id: "b", name: "n".repeat(400) },
          { id: "c", name: "fuck" },
        ],
        rounds: [
          round(0, {
            events: [
              { kind: "joined", worker: "a", name: evil },
              { kind: "resumed", note: evil },
            ],
            arms: [arm("mean", { warnings: [evil] })],
            stage: undefined,
          }),
        ],
      }),
    );
    expect(record.workers.map(({ name }) => name)).toEqual(["xy", "", ""]);
    expect(record.rounds[0].events).toEqual([
      { kind: "joined", worker: "a", name: "xy" },
      { kind: "resumed", note: "xy" },
    ]);
    expect(record.rounds[0].arms[0].warnings).toEqual(["xy"]);
  });

  test("cleans the names of rules, in the settings, in rounds and in what happened alike", async () => {
    const evil = "\u202e% 12 \u200bis\n0.21";
    const clean = "% 12 is 0.21";
    const record = await readRecordFile(
      fileOf({
        ...head,
        config: { ...config, arms: [{ ...config.arms[0], label: evil }, config.arms[1]] },
        rounds: [
          round(0, {
            arms: [arm(evil), arm("nearestNeighborMixing + coordinateMedian")],
            events: [
              { kind: "diverged", arm: evil },
              { kind: "skipped", arm: evil, reason: "" },
              { kind: "arm-added", arm: evil, from: evil },
            ],
          }),
        ],
      }),
    );
    expect(record.config.arms[0].label).toBe(clean);
    expect(record.rounds[0].arms[0].label).toBe(clean);
    expect(record.rounds[0].events).toEqual([
      { kind: "diverged", arm: clean },
      { kind: "skipped", arm: clean, reason: "" },
      { kind: "arm-added", arm: clean, from: clean },
    ]);
  });

  test("takes what rounding may give, and a model that is far off", async () => {
    const far = { aggregateNorm: 1e40, trainLoss: 3.4e38, expectedByzantine: 0 };
    const rows = [{ worker: "a", kept: 1 + 1e-9, score: -3e76 }];
    const evaluation = { accuracy: 0, loss: -1e-7, confusion: [[0]] };
    const rounds = [round(0, { arms: [arm("mean", { ...far, rows, evaluation })], stage: undefined })];
    expect((await readRecordFile(fileOf({ ...head, rounds }))).rounds).toEqual(rounds);
  });
});

describe("a broken or hostile file is refused with a sentence", () => {
  const first = headLine(head);
  const line = roundLine(round(0));
  const without = (text: string, pattern: RegExp, by: string) => {
    expect(text).toMatch(pattern);
    return text.replace(pattern, by);
  };
  const changedHead = (change: object) => JSON.stringify({ ...JSON.parse(first), ...change });
  const changed = (change: object) => JSON.stringify({ ...JSON.parse(line), ...change });
  const rows = (worker: string) => changed({ arms: [{ ...arm("mean"), rows: [{ worker, kept: 1 }] }] });

  const measured = (change: object) => changed({ arms: [{ ...arm("mean"), ...change }], stage: undefined });
  const evaluated = (change: object) => measured({ evaluation: { ...arm("mean").evaluation, ...change } });

  test.each<[string, string, RegExp]>([
    ["an accuracy of 1e308", evaluated({ accuracy: 1e308 }), /evaluation\.accuracy/],
    ["a negative accuracy", evaluated({ accuracy: -0.1 }), /evaluation\.accuracy/],
    ["a loss of 1e308", evaluated({ loss: 1e308 }), /evaluation\.loss/],
    ["an attack that succeeds in 200 %", evaluated({ attackSuccess: 2 }), /evaluation\.attackSuccess/],
    ["−1 examples of a class", evaluated({ confusion: [[-1]] }), /evaluation\.confusion/],
    ["a negative learning rate", measured({ learningRate: -1 }), /learningRate/],
    ["a negative norm", measured({ aggregateNorm: -1 }), /aggregateNorm/],
    ["−5 updates", measured({ counted: -5 }), /counted/],
    ["an update that counts 1e300 times", measured({ rows: [{ worker: "a", kept: 1e300 }] }), /kept/],
    ["−3 flips more", changed({ events: [{ kind: "more", of: "flips", count: -3 }] }), /count/],
    ["a codec with a turning mark", changed({ codec: "float\u202e61" }), /codec/],
    ["a refusal with one", changed({ refusals: [{ worker: "a", code: "\u202elate" }] }), /code/],
    ["a worker with one", changed({ invited: ["a", "b", "c", "\u202ed"] }), /invited\.3/],
    ["a rule whose name is drawn as nothing", measured({ label: "\u200b" }), /arms\.0\.label/],
    ["a hidden name of all objects", measured({ label: "const\u200bructor" }), /arms\.0\.label/],
  ])("%s", async (_, round, field) => {
    const error = await readRecordFile(bytesOf(first, round)).catch((reason: unknown) => reason);
    expect(isUserError(error, "input"), String(error)).toBe(true);
    expect((error as Error).message).toMatch(/line 2 is no round: /);
    expect((error as Error).message).toMatch(field);
  });

  test.each<[string, Uint8Array, RegExp]>([
    ["an empty file", bytesOf(), /it is empty/],
    ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0xd8), /line 1 is no text in UTF-8/],
    ["zeros", new Uint8Array(5_000), /line 1 is damaged or was cut/],
    [
      "a line of 5 MB",
      bytesOf(first, `{"round":0,"x":"${"y".repeat(5 * 2 ** 20)}"}`),
      /line 2 has 6 MB, and a line may have 4/,
    ],
    ["a bare log", bytesOf(line, line), /line 1 must be the head of a record.*History/],
    ["other JSON", bytesOf('{"hello":1}'), /line 1 must be the head of a record/],
    [
      "a newer format",
      bytesOf(changedHead({ version: 7 }), line),
      /version 7 of the format, and this page reads version 1: open it with a newer one/,
    ],
    [
      "an unknown rule",
      bytesOf(without(first, /"mean"/, '"thief"'), line),
      /line 1 has wrong settings: config\.arms\.0/,
    ],
    [
      "settings of a wrong size",
      bytesOf(without(first, /"workers":3/, '"workers":1e9'), line),
      /line 1 has wrong settings/,
    ],
    ["a head without rounds", bytesOf(first), /it has settings, and no round/],
    ["a file that was cut", bytesOf(first, line.slice(0, -20)), /line 2 is damaged or was cut/],
    [
      "a changed line",
      bytesOf(first, withChecksums(line, "00000000").replace('"round":0', '"round":1')),
      /its checksum is wrong/,
    ],
    [
      "unknown fields",
      bytesOf(first, changed({ script: "alert(1)" })),
      /line 2 is no round: Unrecognized key/,
    ],
    ["a number as text", bytesOf(first, changed({ openedAt: "now" })), /line 2 is no round: openedAt/],
    [
      "an infinite number",
      bytesOf(first, without(line, /"trainLoss":2/, '"trainLoss":1e999')),
      /line 2 is no round: arms\.0\.trainLoss/,
    ],
    [
      "a moment after all dates",
      bytesOf(first, changed({ closedAt: 1e300 })),
      /line 2 is no round: closedAt/,
    ],
    [
      "objects in objects",
      bytesOf(first, `{"round":${'{"round":'.repeat(50_000)}0${"}".repeat(50_001)}`),
      /line 2 is no round: round/,
    ],
    [
      "a worker called __proto__",
      bytesOf(first, changed({ invited: ["__proto__"] })),
      /line 2 is no round: invited\.0: must not be a name that every object has/,
    ],
    [
      "a row of constructor",
      bytesOf(first, rows("constructor")),
      /line 2 is no round: arms\.0\.rows\.0\.worker/,
    ],
    [
      "too many workers",
      bytesOf(first, changed({ invited: Array.from({ length: 2_000 }, (_, i) => `w${i}`) })),
      /line 2 is no round: invited/,
    ],
    [
      "a worker who was not there",
      bytesOf(first, rows("eve")),
      /line 2 is no round of this run: worker eve was not invited/,
    ],
    [
      "a rule that is not in the settings",
      bytesOf(first, changed({ arms: [arm("krum")], stage: undefined })),
      /the settings have no rule krum/,
    ],
    [
      "a rule twice",
      bytesOf(first, changed({ arms: [arm("mean"), arm("mean")] })),
      /two of its models have one name/,
    ],
    [
      "errors of too few rules",
      bytesOf(first, changed({ stage: { byzantine: [], aggregationError: [1] } })),
      /must have 2 entries/,
    ],
    [
      "a crooked table of classes",
      bytesOf(
        first,
        changed({
          arms: [arm("mean", { evaluation: { accuracy: 1, loss: 1, confusion: [[1, 2], [1]] } })],
          stage: undefined,
        }),
      ),
      /a table of classes is not square/,
    ],
    [
      "the same round twice",
      bytesOf(first, line, line),
      /line 3 is no round of this run: round 0 stands after round 0/,
    ],
  ])("%s", async (_, bytes, sentence) => {
    const error = await readRecordFile(bytes).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(isUserError(error, "input"), String(error)).toBe(true);
    const { message } = error as Error;
    expect(message).toMatch(/^This file is no record that can be shown: .*\.$/);
    expect(message).toMatch(sentence);
    expect(message.length).toBeLessThan(500);
  });

  test.each<[string, (id: string) => object]>([
    ["invites", (id) => ({ invited: [id] })],
    ["tells of", (id) => ({ events: [{ kind: "left", worker: id, name: "" }] })],
    ["refuses", (id) => ({ refusals: [{ worker: id, code: "late" }] })],
    ["calls malicious", (id) => ({ stage: { byzantine: [id], aggregationError: [1] } })],
  ])("a run that %s others in every round, once they are more than 10,000", async (_, named) => {
    const bare = { ...round(0), arms: [arm("mean", { rows: [], evaluation: undefined })], stage: undefined };
    const rounds = (count: number) =>
      Array.from({ length: count }, (_, i) => JSON.stringify({ ...bare, ...named(`w${i}`), round: i }));
    // and the three of the head
    const most = 10_000 - 3;
    const whole = await readRecordFile(bytesOf(first, ...rounds(most)));
    expect(whole.rounds).toHaveLength(most);
    await expect(readRecordFile(bytesOf(first, ...rounds(most + 1)))).rejects.toThrow(
      "This file is no record that can be shown: it names more than 10000 workers.",
    );
  });

  test("a file of more than 64 MB, before it is read", () => {
    expect(() => mustBeShort(MOST_FILE_BYTES + 1)).toThrow("it has 65 MB, and a record may have 64");
    expect(() => mustBeShort(MOST_FILE_BYTES)).not.toThrow();
  });
});
