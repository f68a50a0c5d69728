/** Whole runs of the program on tfjs-node, from PACKAGES_DIR, beside the same runs on WASM and SIMD. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { RunConfigInput } from "@honest-majority/protocol";
import { tfjsNodeFile, tfjsNodeMissing } from "@honest-majority/testing/tfjsNode";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { watchAsInstructor } from "../src/coordinator/instructor";
import { launchCoordinator } from "../src/coordinator/launch";
import { REPOSITORY } from "../src/repository";

if (tfjsNodeMissing) console.warn(`skipped: ${tfjsNodeMissing}`);
afterEach(() => void vi.unstubAllEnvs());

const RUN: RunConfigInput = {
  model: "lenet5",
  workers: 5,
  f: 1,
  attack: { kind: "foe", epsilon: 0.5 },
  attackers: 1,
  arms: ["mean", "krum", "geometricMedian", "flTrust"],
  batchSize: 16,
  rounds: 12,
  evaluateEvery: 4,
  roundDeadlineMs: 120_000,
};

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tfjs-node-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A folder in which tfjs-node is installed as tfjs-node-gpu, and says that it uses a GPU: a card is the one thing that this
 * test need not have. Its operations fail once the file `dead` is there.
 */
async function folderWithGpu(): Promise<string> {
  const folder = await newFolder();
  const place = join(folder, "node_modules/@tensorflow/tfjs-node-gpu");
  await mkdir(place, { recursive: true });
  await writeFile(join(place, "package.json"), '{ "main": "index.js" }');
  await writeFile(
    join(place, "index.js"),
    `const tf = require(${JSON.stringify(tfjsNodeFile)});
     Object.defineProperty(tf.backend(), "isUsingGpuDevice", { value: true });
     const run = tf.backend().executeSingleOutput.bind(tf.backend());
     tf.backend().executeSingleOutput = (...call) => {
       if (require("node:fs").existsSync(${JSON.stringify(join(folder, "dead"))})) throw new Error("CUDA_ERROR_UNKNOWN");
       return run(...call);
     };`,
  );
  return folder;
}

interface Place {
  packages: string;
  args: readonly string[];
}

/** A coordinator and five workers of the program, all in processes of their own. */
async function openClass({ packages, args }: Place, config: RunConfigInput) {
  vi.stubEnv("PACKAGES_DIR", packages);
  const coordinator = await launchCoordinator({ config, args: ["--host", "127.0.0.1", ...args] });
  onTestFinished(() => coordinator.stop());
  const instructor = await watchAsInstructor(coordinator);
  onTestFinished(instructor.close);
  const { url, room } = coordinator;
  const command = ["--import", "tsx", "apps/cli/src/main.ts", "worker", "--url", url, "--room", room];
  const workers: ChildProcess = spawn(process.execPath, [...command, "--count", "5"], {
    cwd: REPOSITORY,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => workers.once("close", resolve));
  onTestFinished(async () => {
    workers.kill("SIGKILL");
    await ended;
  });
  await instructor.until(
    () => instructor.workers.filter(({ presence }) => presence === "ready").length === 5,
    "five workers are ready",
  );
  return { coordinator, instructor };
}

async function wholeRun(place: Place) {
  const { coordinator, instructor } = await openClass(place, RUN);
  const backends = new Set(instructor.workers.map(({ backend }) => backend));
  await instructor.command("start");
  await instructor.until(() => instructor.state.phase === "finished", "twelve rounds have closed");
  return { rounds: instructor.rounds, backends: [...backends], printed: coordinator.output() };
}

describe.skipIf(tfjsNodeMissing)("tfjs-node", () => {
  test("aggregates, evaluates and trains a whole run as SIMD and WASM do", async () => {
    const gpu = await wholeRun({ packages: await folderWithGpu(), args: ["--aggregate-on", "gpu"] });
    expect(gpu.printed).toContain("Evaluates on tfjs-node-gpu");
    expect(gpu.printed).toContain("Aggregates on tfjs-node-gpu, as --aggregate-on gpu says");
    expect(gpu.backends).toEqual(["tfjs-node-gpu"]);
    expect(gpu.printed).not.toMatch(/failed in mid-run|could not be/);
    const plain = await wholeRun({ packages: await newFolder(), args: ["--aggregate-on", "simd"] });
    expect(plain.printed).toContain("Evaluates on wasm");
    expect(plain.backends).toEqual(["wasm"]);
    for (const [t, { arms, invited, refusals, missing }] of gpu.rounds.entries()) {
      expect({ invited: invited.length, refusals, missing }).toEqual({
        invited: 5,
        refusals: [],
        missing: [],
      });
      for (const [arm, found] of arms.entries()) {
        const expected = plain.rounds[t].arms[arm];
        const where = `round ${t}, arm ${arm}`;
        expect(found.outcome, where).toBe(expected.outcome);
        const [norm, wanted] = [found.aggregateNorm ?? Number.NaN, expected.aggregateNorm ?? Number.NaN];
        expect(Math.abs(norm - wanted) / wanted, where).toBeLessThan(1e-2);
        if (expected.evaluation === undefined) continue;
        const [loss, wantedLoss] = [found, expected].map(({ evaluation }) => evaluation?.loss ?? Number.NaN);
        expect(Math.abs(loss - wantedLoss) / wantedLoss, where).toBeLessThan(1e-2);
        const difference = (found.evaluation?.accuracy ?? Number.NaN) - expected.evaluation.accuracy;
        expect(Math.abs(difference), where).toBeLessThan(0.01);
      }
    }
  });

  test("a run whose GPU dies goes on without it, and the dashboard says so", async () => {
    const packages = await folderWithGpu();
    const config: RunConfigInput = {
      ...RUN,
      model: "softmax",
      attack: { kind: "optimizedAlie" }, // tries the rule on the coordinator
      arms: ["krum", "geometricMedian", "flTrust"],
      rounds: 40,
      evaluateEvery: 10,
    };
    const { coordinator, instructor } = await openClass(
      { packages, args: ["--aggregate-on", "gpu"] },
      config,
    );
    const warnings: string[] = [];
    instructor.socket.on("workers:changed", (change) => {
      warnings.push(...(change.warnings ?? []));
    });
    await instructor.command("start");
    await instructor.until(() => instructor.rounds.length >= 3, "three rounds have closed");
    await writeFile(join(packages, "dead"), "");
    await instructor.until(() => instructor.state.phase === "finished", "the run has finished");
    expect(coordinator.output()).toMatch(/tfjs-node-gpu failed in mid-run: CUDA_ERROR_UNKNOWN\. /);
    expect(warnings.join("\n")).toContain("tfjs-node-gpu failed in mid-run");
    expect(instructor.rounds.map(({ round }) => round)).toEqual(Array.from({ length: 40 }, (_, t) => t));
  });
});
