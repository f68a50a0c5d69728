import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";

vi.setConfig({ testTimeout: 120_000 }); // starts the program and its processes several times

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lab-sweep-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command of the lab in a folder without data, as a user does. */
function lab(args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), MAIN, "lab", ...args],
    {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, DATA_DIR: undefined, SLURM_ARRAY_TASK_ID: undefined },
    },
  );
  return { status, stdout, stderr };
}

const base = { model: "softmax", workers: 3, f: 0, rounds: 2, batchSize: 4 };
writeFileSync(
  join(folder, "sweep.json"),
  JSON.stringify({ name: "mine", base, over: { dataset: ["glyphs", "mnist"], seed: [1] } }),
);

describe("lab", () => {
  test("sweep makes its table without a failed run, lists it, and exits with 1; report makes the table again", () => {
    const swept = lab(["sweep", "sweep.json", "--processes", "1"]);
    expect(swept.stdout).toMatch(
      /\| dataset = glyphs \| dataset = mnist \|\n.*\n\| \d+\.\d\d, n = 1 \| failed: 1 of 1 \|/,
    );
    expect(swept.stderr).toMatch(
      /failed at {"dataset":"mnist","seed":1}: mnist: no file of mnist in .*\n1 run failed/,
    );
    expect(swept.status).toBe(1);
    expect(readdirSync(join(folder, "results/mine"))).toEqual(
      expect.arrayContaining([
        "accuracy.svg",
        "curves.svg",
        "rounds.csv",
        "table.csv",
        "table.json",
        "table.md",
      ]),
    );
    const again = lab(["report", "mine", "--tensorboard", "logs"]);
    expect(again.stdout).toBe(swept.stdout);
    expect(again.stderr).toContain("tensorboard --logdir logs shows its run");
    expect(readdirSync(join(folder, "logs/mine"))).toEqual(["dataset=glyphs,seed=1"]);

    const { stdout } = lab(["export", "mine"]);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => Object.keys(JSON.parse(line))[0]),
    ).toEqual(["format", "id"]);
    writeFileSync(join(folder, "mine.jsonl"), stdout);
    const merged = lab(["merge", "elsewhere/mine", "mine.jsonl", "results/mine"]);
    expect(merged.stdout).toBe(swept.stdout);
    expect(merged.stderr).toContain("1 run copied to elsewhere/mine");
  });

  test("report of a preset that has not run says so, and how to start from the repository's runs", () => {
    const { status, stderr } = lab(["report", "byzsgdnm-table6"]);
    expect(stderr).toMatch(
      /^nothing of byzsgdnm-table6 has run here at size laptop, there is no folder results.byzsgdnm-table6-laptop: /,
    );
    expect(status).toBe(2);
    expect(existsSync(join(folder, "results/byzsgdnm-table6-laptop"))).toBe(false);
    const [, typed] = /\blab (?:-- )?(merge [^`]+)`/.exec(stderr) ?? [];
    const merged = lab(typed.split(" "));
    expect(merged.stderr).toContain("30 runs copied to ");
    expect(merged.stdout).toContain(": 30 runs, ");
    expect(lab(["report", "byzsgdnm-table6"]).stdout).toBe(merged.stdout);
  });

  test("report of an unknown name says what there is", () => {
    const { status, stderr } = lab(["report", "yours"]);
    expect(stderr).toMatch(
      /^there is no preset or sweep yours: the presets are byzsgdnm-table1, .*; the sweeps in results are mine\n$/,
    );
    expect(status).toBe(2);
  });
});
