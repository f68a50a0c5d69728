import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NPM_SCRIPTS, RunConfig } from "@honest-majority/protocol";
import { expect, onTestFinished, test } from "vitest";
import { openLaboratory } from "./laboratory";
import { runCommand } from "./runCommand";

const laboratory = await openLaboratory("data", NPM_SCRIPTS);
const config = (input: object) =>
  RunConfig.parse({ model: "softmax", workers: 3, rounds: 3, evaluateEvery: 2, ...input });

test("runCommand says attack success round by round and at the end, and advice before the first round", async () => {
  const said: string[] = [];
  const display = {
    show: (line: string) => void said.push(line),
    say: (line: string) => void said.push(line),
  };
  const command = { laboratory, json: false, display, write: (line: string) => void said.push(line) };
  await runCommand({ ...command, config: config({ attack: "backdoor", attackers: 1 }) });
  expect(said.find((line) => line.startsWith("round"))).toMatch(/mean \d\.\d{3} \(attack \d\.\d{3}\)/);
  expect(said.find((line) => line.startsWith("mean: "))).toMatch(/, attack success \d\.\d{4}, loss/);
  expect(said.join()).not.toContain("no attack");
  said.length = 0;
  await runCommand({ ...command, config: config({ attack: "alie", attackers: 1, f: 1 }) });
  expect(said[1]).toMatch(/^ALIE's formula gives z = 0 for 1 attacker among 3 workers: this is no attack\./);
  expect(said.join()).not.toContain("(attack");
  expect(said.join()).not.toContain("needs");
  said.length = 0;
  await runCommand({ ...command, config: config({ arms: ["krum"], f: 1 }) });
  expect(said[1]).toBe("Krum with f = 1 needs 5 workers, 3 are here");
});

test("runCommand writes a folder of its own for each rule, whatever its label", async () => {
  const outer = await mkdtemp(join(tmpdir(), "run-"));
  onTestFinished(() => rm(outer, { recursive: true, force: true }));
  const display = { show: () => {}, say: () => {} };
  const arms = ["..", "CON", "mean", "MEAN"].map((label) => ({ label, aggregator: "mean" }));
  await runCommand({
    laboratory,
    json: false,
    display,
    write: () => {},
    tensorboard: join(outer, "logs"),
    config: config({ arms, rounds: 1 }),
  });
  expect(await readdir(outer)).toEqual(["logs"]);
  expect((await readdir(join(outer, "logs"))).sort()).toEqual(["MEAN-4", "_", "_CON", "mean"]);
});
