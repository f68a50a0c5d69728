/**
 * Adds one toy of each kind to a copy of the tree, by one file and one registry entry each, and looks for them wherever
 * ours would be found: rules, attacks, models, data sets, codecs, run settings, tabs of the chart, a worker's statuses,
 * refusals and commands.
 */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RoundRecord } from "@honest-majority/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REPOSITORY } from "../src/repository";
import { TOY_DIM, TOYS } from "./toys";
import { copyTree, type TreeCopy } from "./treeCopy";

/** Nine processes start, on machines with two busy cores. */
const PATIENCE_MS = 120_000;

/** A run that uses every toy. */
const RUN = {
  dataset: "toyStripes",
  model: "toyModel",
  codec: "toyCodec",
  attack: "toyPoison",
  arms: ["toyRule"],
  toySetting: 7,
  workers: 3,
  attackers: 1,
  f: 1,
  rounds: 2,
  batchSize: 8,
};

interface Findings {
  config: Record<string, unknown>;
  role: unknown;
  guardRails: string[];
  form: string;
  attackPickers: string[];
  chart: { panel: string; lines: { label: string; values: (number | null)[] }[] };
  status: { says: string; done: number };
  refusal: { status: number; body: object };
  live: {
    rounds: RoundRecord[];
    workers: {
      index: number;
      training: Record<string, unknown>;
      picture: number[];
      rounds: { fitsCodec: boolean; own: number[]; poisoned?: number[] }[];
    }[];
  };
}

let copy: TreeCopy;
let findings: Findings;
let help: Record<"program" | "start" | "lab run" | "aggregate" | "attack" | "toyCommand", string>;
let printedByCommand: string;
let records: RoundRecord[];

const read = (page: string) => readFileSync(join(copy.folder, page), "utf8");

async function run(file: string, ...args: string[]): Promise<string> {
  const command = ["--import", "tsx", file, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    cwd: copy.folder,
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

const program = (...args: string[]) => run("apps/cli/src/main.ts", ...args);
const asFlags = (settings: object) =>
  Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);

beforeAll(async () => {
  copy = copyTree();
  for (const toy of Object.values(TOYS)) copy.add(toy);
  const [found, whole, start, labRun, aggregate, attack, toyCommand, toyPrinted, printed] = await Promise.all(
    [
      run("e2e/extension/findings.tsx", JSON.stringify(RUN)),
      program("--help"),
      program("start", "--help"),
      program("lab", "run", "--help"),
      program("aggregate", "--help"),
      program("attack", "--help"),
      program("toyCommand", "--help"),
      program("toyCommand", "--toy-size", "3"),
      program("lab", "run", "--json", ...asFlags(RUN)),
      program("docs"),
    ],
  );
  findings = JSON.parse(found);
  help = { program: whole, start, "lab run": labRun, aggregate, attack, toyCommand };
  printedByCommand = toyPrinted;
  records = printed
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .filter((line) => "round" in line);
}, PATIENCE_MS);
afterAll(() => copy?.remove());

describe("one new file and one registry entry each bring toys into", () => {
  test("the schema of a run's settings and of a worker's role", () => {
    const attack = { kind: "toyPoison" };
    const arms = [{ aggregator: { rule: "toyRule", toyWeight: 1 }, preAggregators: [] }];
    expect(findings.config).toMatchObject({ ...RUN, attack, arms });
    expect(findings.role).toEqual({ kind: "malicious", attack: { kind: "toyPoison" } });
  });

  test.each(["start", "lab run"] as const)("the flags of %s and their help", (command) => {
    const text = help[command].replace(/\s+/g, " "); // long lines are wrapped
    expect(text).toMatch(/ --dataset <name> [^<]* one of [^<]*\btoyStripes\b/);
    expect(text).toMatch(/ --model <name> [^<]* one of [^<]*\btoyModel\b/);
    expect(text).toMatch(/ --codec <name> [^<]* one of [^<]*\btoyCodec\b/);
    expect(text).toMatch(/ --attack <name or json> [^<]* one of [^<]*\btoyPoison\b/);
    expect(text).toContain(
      " --toy-setting <number> A setting that a worker receives; an integer in 0 … 9 (3) ",
    );
  });

  test("the flags of aggregate and attack", () => {
    expect(help.aggregate).toMatch(/ toyRule +Toy rule\n +--toy-weight <number> +Toy weight; > 0 \(1\)/);
    expect(help.attack).toMatch(/ toyPoison +Toy poison\n/);
  });

  test("the settings form", () => {
    const { form } = findings;
    expect(form).toMatch(/<option value="toyRule"[^>]*>Toy rule</);
    expect(form).toMatch(/<option value="toyPoison"[^>]*>Toy poison</);
    expect(form).toMatch(/<option value="toyModel"[^>]*>Toy model</);
    expect(form).toMatch(/<option value="toyStripes"[^>]*>Toy stripes/);
    expect(form).toMatch(/<option value="toyCodec"[^>]*>24-bit floats</);
    expect(form).toMatch(/Toy setting[\s\S]*?<input[^>]* value="7"/);
    expect(form).toContain("Toy weight");
  });

  test("both pickers of attacks", () => {
    for (const picker of findings.attackPickers) {
      expect(picker).toMatch(/value="toyPoison"[\s\S]*Toy poison/);
    }
  });

  test("the guard rails", () => {
    expect(findings.guardRails).toEqual(["Toy rule with f = 1 needs 8 workers, 3 are here"]);
  });

  test("the tabs of the chart", () => {
    expect(findings.chart.panel).toMatch(/<button[^>]*>Toy tab<\/button>/);
    const norms = findings.live.rounds.map(({ arms }) => arms[0].aggregateNorm);
    expect(norms[0]).toBeGreaterThan(0);
    expect(findings.chart.lines).toEqual([expect.objectContaining({ label: "toyRule", values: norms })]);
  });

  test("the words of a worker's page, and its bar", () => {
    expect(findings.status).toEqual({ says: "Playing with a toy", done: 1 });
  });

  test("the refusals, with their status over HTTP", () => {
    const body = { ok: false, code: "toy-refusal", detail: "no toys" };
    expect(findings.refusal).toEqual({ status: 403, body });
  });

  test("the commands, their help and their flags", () => {
    expect(help.program).toMatch(/\n +toyCommand +prints a toy\n/);
    expect(help.toyCommand).toMatch(/ --toy-size <number> +how large the toy is \(1\)/);
    expect(printedByCommand).toBe("a toy of size 3\n");
  });

  test.each([
    ["docs/methods.md", "| Toy rule `toyRule` |"],
    ["docs/methods.md", "| `toyRule` | toy Σ xᵢ/m | 7f + 1 | O(m·d) | `toyWeight`: Toy weight (1) |"],
    ["docs/methods.md", "| Toy poison `toyPoison` |"],
    ["docs/methods.md", "| `toyPoison` | own, learnt from the label 0 alone |"],
    ["docs/methods.md", "| Toy model `toyModel` |"],
    ["docs/methods.md", "| Toy stripes `toyStripes` |"],
    ["docs/methods.md", "| 24-bit floats `toyCodec` | 3d |"],
    ["docs/protocol.md", "| `toyCodec` | 3d |"],
    ["docs/protocol.md", "| `toyPoison` |"],
    ["docs/protocol.md", "| `toy-refusal` | toys are not allowed here |"],
    ["docs/running.md", "| `honest-majority toyCommand` |  | prints a toy |"],
    ["docs/running.md", "| `toySetting` | an integer in 0 … 9 | 3 | A setting that a worker receives. |"],
    ["docs/running.md", "`toyRule { toyWeight }`"],
    ["docs/running.md", "`toyPoison`."],
  ])("%s, as the docs writer makes it: %s", (page, words) => expect(read(page)).toContain(words));

  test("no figure of the lab's results, whose runs are found as before", () => {
    const figures = readdirSync(join(REPOSITORY, "docs/images/lab"));
    expect(figures).toContain("byzsgdnm-table1-accuracy.svg");
    const changed = figures.filter((figure) => {
      const path = join("docs/images/lab", figure);
      return read(path) !== readFileSync(join(REPOSITORY, path), "utf8");
    });
    expect(changed).toEqual([]);
  });

  test.each([
    ["docs/running.md", "`dataset`", "`toyStripes`"],
    ["docs/running.md", "`model`", "`toyModel`"],
    ["docs/running.md", "`codec`", "`toyCodec`"],
    ["README.md", "Rules", "Toy rule"],
    ["README.md", "Attacks", "Toy poison"],
    ["README.md", "Models", "toy ("],
    ["README.md", "Data", "Toy stripes"],
    ["README.md", "Network", "toy24"],
  ])("%s, in the row of %s: %s", (page, row, words) => {
    const rows = read(page)
      .split("\n")
      .filter((line) => line.startsWith(`| ${row} |`));
    expect(rows).toEqual([expect.stringContaining(words)]);
  });
});

describe("a run over sockets", () => {
  test("deals the toy data set's pictures, and carries the toy setting to every learner", () => {
    const { workers } = findings.live;
    expect(workers.map(({ index }) => index).sort()).toEqual([0, 1, 2]);
    for (const { training, picture } of workers) {
      expect(training).toMatchObject({ dataset: "toyStripes", model: "toyModel", toySetting: 7 });
      expect(picture).toEqual([8, 8, 1]);
    }
  });

  test("trains the toy model, sent in the toy codec", () => {
    for (const { rounds } of findings.live.workers) {
      expect(rounds.map(({ own }) => own.length)).toEqual([TOY_DIM, TOY_DIM]);
      expect(rounds.map(({ fitsCodec }) => fitsCodec)).toEqual([true, true]);
    }
  });

  test("trains only the attacker on the poison", () => {
    for (const { index, rounds } of findings.live.workers) {
      for (const { own, poisoned } of rounds) {
        if (index < 2) expect(poisoned).toBeUndefined();
        else {
          expect(poisoned).toHaveLength(TOY_DIM);
          expect(poisoned).not.toEqual(own);
        }
      }
    }
  });

  test("aggregates what the poison taught, in place of the attacker's honest update", () => {
    const { workers, rounds } = findings.live;
    const sent = workers.map(({ rounds: [{ own, poisoned = own }] }) => poisoned);
    const honest = workers.map(({ rounds: [{ own }] }) => own);
    // the first momentum is the gradient itself; the codec keeps 16 significant bits of each value
    const norm = (gradients: number[][]) =>
      Math.hypot(...gradients[0].map((_, i) => gradients.reduce((sum, g) => sum + g[i], 0) / 3));
    const measured = rounds[0].arms[0].aggregateNorm ?? Number.NaN;
    expect(measured / norm(sent)).toBeCloseTo(1, 3);
    expect(measured / norm(honest)).not.toBeCloseTo(1, 3);
  });

  test("brings the toy rule a root update every round", () => checkRounds(findings.live.rounds));
});

describe("lab run", () => {
  test("takes every toy by its flag, and closes every round", () => checkRounds(records));

  test("gives the same records as the run over sockets", () => {
    const norms = (rounds: RoundRecord[]) => rounds.map(({ arms }) => arms[0].aggregateNorm);
    expect(norms(records)).toEqual(norms(findings.live.rounds));
  });
});

function checkRounds(rounds: RoundRecord[]): void {
  expect(rounds).toHaveLength(RUN.rounds);
  for (const { arms, stage } of rounds) {
    expect(stage?.byzantine).toHaveLength(1);
    expect(arms).toEqual([
      expect.objectContaining({
        label: "toyRule",
        outcome: "stepped",
        counted: 3,
        warnings: [expect.stringMatching(/^toyRule: the root's length is \d*\.?[1-9]/)],
      }),
    ]);
  }
}
