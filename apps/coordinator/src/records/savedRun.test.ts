import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RoundRecord } from "@honest-majority/protocol";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { fileRunStore } from "./fileRunStore";

let folder: string;
beforeEach(async () => {
  const home = await mkdtemp(join(tmpdir(), "saved-"));
  folder = join(home, "records"); // the store puts the folder of the keys beside it
  onTestFinished(() => rm(home, { recursive: true }));
});

const run = () => join(folder, "KRUM-42", "r1");
const file = (name: string) => join(run(), name);
const arm = {
  label: "mean",
  outcome: "stepped" as RoundRecord["arms"][number]["outcome"],
  rows: [{ worker: "ada", kept: 1 }],
  warnings: [],
  aggregateNorm: 1,
  learningRate: 0.1,
  trainLoss: 2,
  aggregateMs: 3,
};
const record = (round: number, outcome = arm.outcome): RoundRecord => ({
  round,
  openedAt: 1,
  closedAt: 2,
  closedBy: "all-in",
  invited: ["ada"],
  arms: [{ ...arm, outcome }],
  refusals: [],
  events: [],
});
/** What round t + 1 starts from. */
const vectors = (t: number) => ({
  parameters: Float32Array.of(t, -t),
  previous: Float32Array.of(0.5, t),
});

/** Writes `rounds` rounds, damages the files, and reads them as a restarted coordinator does. */
async function afterDamage(rounds: number, damage: () => Promise<unknown>, records = record) {
  const store = await fileRunStore(folder);
  for (let t = 0; t < rounds; t++) await store.append("KRUM-42", "r1", records(t), vectors(t));
  await store.close();
  await damage();
  const again = await fileRunStore(folder);
  const kept = await again.loadRun("KRUM-42", "r1", 2).catch((error: Error) => error);
  return { again, kept };
}

/** Changes line `place` of the log. */
async function changeLine(place: number, change: (line: string) => string): Promise<void> {
  const lines = (await readFile(file("rounds.jsonl"), "utf8")).split("\n");
  await writeFile(file("rounds.jsonl"), lines.with(place, change(lines[place])).join("\n"));
}

describe("a run whose last round is damaged", () => {
  const damages: [string, RegExp, () => Promise<unknown>][] = [
    [
      "vectors of zeros",
      /vectors-3\.f32 is damaged: its checksum must be \w{8}, it is \w{8}/,
      () => writeFile(file("vectors-3.f32"), new Uint8Array(16)),
    ],
    [
      "vectors of NaN",
      /vectors-3\.f32 is damaged: its checksum/,
      () => writeFile(file("vectors-3.f32"), new Uint8Array(16).fill(255)),
    ],
    [
      "vectors of another round",
      /vectors-3\.f32 is damaged: its checksum/,
      async () => writeFile(file("vectors-3.f32"), await readFile(file("vectors-2.f32"))),
    ],
    [
      "short vectors",
      /vectors-3\.f32 must have 16 or 24 bytes for this model, it has 7/,
      () => truncate(file("vectors-3.f32"), 7),
    ],
    [
      "vectors of a larger model",
      /must have 16 or 24 bytes for this model, it has 32/,
      () => appendFile(file("vectors-3.f32"), new Uint8Array(16)),
    ],
    ["no vectors", /round 2 cannot be continued and will run again/, () => rm(file("vectors-3.f32"))],
    [
      "a last line of zeros",
      /no record can be read from line 3/,
      () => changeLine(2, (line) => "\0".repeat(line.length)),
    ],
    [
      "one digit changed in the last line",
      /no record can be read from line 3/,
      () => changeLine(2, (line) => line.replace('"closedAt":2', '"closedAt":3')),
    ],
    [
      "a last line that was cut short",
      /the last line was cut short and is left out/,
      async () => {
        const { length } = await readFile(file("rounds.jsonl"));
        await truncate(file("rounds.jsonl"), length - 5);
      },
    ],
  ];
  test.each(damages)("goes on from the round before: %s", async (_, reason, damage) => {
    const { again, kept } = await afterDamage(3, damage);
    expect(kept).toMatchObject({ records: [record(0), record(1)], vectors: vectors(1) });
    const { problem } = kept as { problem?: string };
    expect(problem).toMatch(reason);
    expect(problem).toMatch(/What is whole was kept, and the run goes on at round 2$/);
    // round 2 runs again, and the next restart finds nothing wrong
    await again.append("KRUM-42", "r1", record(2), vectors(9));
    await again.close();
    const later = await (await fileRunStore(folder)).loadRun("KRUM-42", "r1", 2);
    expect(later).toEqual({ records: [0, 1, 2].map((t) => record(t)), vectors: vectors(9) });
  });

  test("keeps the log as it was beside the new one", async () => {
    let before = "";
    const { kept } = await afterDamage(3, async () => {
      await rm(file("vectors-3.f32"));
      before = await readFile(file("rounds.jsonl"), "utf8");
    });
    expect((kept as { problem?: string }).problem).toMatch(
      /the log as it was is now rounds-damaged-1\.jsonl/,
    );
    expect(await readFile(file("rounds-damaged-1.jsonl"), "utf8")).toBe(before);
  });
});

describe("a run with damage in the middle of its log", () => {
  const gap = /the record of round 1 is missing, and charts have a gap there/;
  test("goes on after its last round, and tells of the gap, also at the next restart", async () => {
    const { again, kept } = await afterDamage(4, () => changeLine(1, (line) => line.slice(9)));
    expect(kept).toMatchObject({ records: [0, 2, 3].map((t) => record(t)), vectors: vectors(3) });
    expect(kept).toMatchObject({ problem: expect.stringMatching(gap) });
    expect(kept).toMatchObject({ problem: expect.stringMatching(/from line 2; .*goes on at round 4$/) });
    await again.close();
    const later = await (await fileRunStore(folder)).loadRun("KRUM-42", "r1", 2);
    expect(later.problem).toMatch(gap);
    expect(later.problem).not.toMatch(/line 2/);
  });

  test("reads swapped lines in the order of the rounds, and a repeated line once", async () => {
    const { kept } = await afterDamage(3, async () => {
      const [a, b, c] = (await readFile(file("rounds.jsonl"), "utf8")).trimEnd().split("\n");
      await writeFile(file("rounds.jsonl"), `${[b, a, c, b].join("\n")}\n`);
    });
    expect(kept).toMatchObject({ records: [0, 1, 2].map((t) => record(t)), vectors: vectors(2) });
    expect(kept).toMatchObject({ problem: expect.stringMatching(/from line 4; the log as it was/) });
  });
});

test("a log that an editor saved with a byte order mark and CRLF is whole", async () => {
  const { kept } = await afterDamage(3, async () => {
    const text = await readFile(file("rounds.jsonl"), "utf8");
    await writeFile(file("rounds.jsonl"), `\ufeff${text.replaceAll("\n", "\r\n")}`);
  });
  expect(kept).toEqual({ records: [0, 1, 2].map((t) => record(t)), vectors: vectors(2) });
});

describe("a run that cannot be continued", () => {
  const hopeless: [string, RegExp, () => Promise<unknown>][] = [
    [
      "both vectors files are gone",
      /does not hold what the next round starts from: no vectors are there/,
      () => Promise.all([2, 3].map((n) => rm(file(`vectors-${n}.f32`)))),
    ],
    [
      "both vectors files are damaged",
      /vectors-3\.f32 .* checksum .*vectors-2\.f32 .* checksum/,
      () => Promise.all([2, 3].map((n) => writeFile(file(`vectors-${n}.f32`), new Uint8Array(16)))),
    ],
    [
      "the log is gone",
      /rounds\.jsonl has no record, and vectors-3\.f32 is there/,
      () => rm(file("rounds.jsonl")),
    ],
    ["no line is whole", /does not hold/, () => writeFile(file("rounds.jsonl"), "\0\n\0\n\0\n")],
    [
      "the log is a folder",
      /rounds\.jsonl cannot be read: there is a folder where a file must be/,
      async () => {
        await rm(file("rounds.jsonl"));
        await mkdir(file("rounds.jsonl"));
      },
    ],
  ];
  test.each(hopeless)("is refused with a sentence, and its files stay: %s", async (_, reason, damage) => {
    let before: string[] = [];
    const { kept } = await afterDamage(3, async () => {
      await damage();
      before = await readdir(run());
    });
    expect(kept).toMatchObject({ code: "records", message: expect.stringMatching(reason) });
    expect(await readdir(run())).toEqual(before);
  });
});

describe("a file of vectors that cannot be deleted", () => {
  /** Nobody can delete a folder that holds something as if it were a file, not even root. */
  async function block(name: string) {
    await rm(file(name), { force: true });
    await mkdir(file(name));
    await writeFile(join(file(name), "held"), "");
  }
  const held: [string, string, number][] = [
    ["an old one", "vectors-1.f32", 3],
    ["the draft of a killed process", "vectors-4.f32.tmp", 3],
    ["the damaged last one", "vectors-3.f32", 2],
  ];
  test.each(held)("is reported once, and the run goes on: %s", async (_, name, rounds) => {
    await afterDamage(3, () => block(name));
    const reports: string[] = [];
    const store = await fileRunStore(folder, { report: (sentence) => reports.push(sentence) });
    for (let reads = 0; reads < 2; reads++) {
      const { records, vectors: found } = await store.loadRun("KRUM-42", "r1", 2);
      expect(records).toEqual([0, 1, 2].slice(0, rounds).map((t) => record(t)));
      expect(found).toEqual(vectors(rounds - 1));
    }
    expect(reports).toEqual([expect.stringMatching(`${name} cannot be deleted: .*It is not needed$`)]);
    await store.close();
  });
});

describe("vectors that are not finite", () => {
  const nan = { parameters: Float32Array.of(1, Number.NaN), previous: Float32Array.of(0, 0) };
  const written = async (outcome: typeof arm.outcome) => {
    const store = await fileRunStore(folder);
    await store.append("KRUM-42", "r1", record(0), vectors(0));
    await store.append("KRUM-42", "r1", record(1, outcome), nan);
    await store.close();
    return (await fileRunStore(folder)).loadRun("KRUM-42", "r1", 2);
  };

  test("are those of an arm that had diverged", async () => {
    expect(await written("diverged")).toEqual({ records: [record(0), record(1, "diverged")], vectors: nan });
  });

  test("are damage in any other arm, whatever the checksum says", async () => {
    const { vectors: found, problem } = await written("stepped");
    expect(found).toEqual(vectors(0));
    expect(problem).toMatch(/vectors-2\.f32 is damaged: the values of mean are not all finite/);
  });

  test("are damage where an earlier version wrote no checksum", async () => {
    const { kept } = await afterDamage(2, async () => {
      const lines = [0, 1].map((t) => `${JSON.stringify(record(t))}\n`);
      await writeFile(file("rounds.jsonl"), lines.join(""));
      await writeFile(file("vectors-2.f32"), new Uint8Array(16).fill(255));
    });
    expect(kept).toMatchObject({ records: [record(0)], vectors: vectors(0) });
  });
});
