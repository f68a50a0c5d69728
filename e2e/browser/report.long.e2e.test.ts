import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { hostname, networkInterfaces, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { Report } from "@honest-majority/report";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchChromium } from "../src/chromium/launch";
import { lookAt } from "../src/pages/looks";
import { inviteVisitors, type Visitors } from "../src/pages/visitors";
import { REPOSITORY } from "../src/repository";

let folder: string;
let visitors: Visitors;
const undo: (() => unknown)[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "report-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const browser = await launchChromium(inject("chromium"));
  undo.push(() => browser.close());
  visitors = await inviteVisitors(browser);
  undo.push(visitors.close);
});
afterAll(async () => {
  for (const close of undo.reverse()) await close();
});

/** Runs the doctor. `address`: of the page that it serves. */
function startDoctor(file: string) {
  const main = join(REPOSITORY, "apps/cli/src/main.ts");
  const flags = ["--report", file, "--models", "softmax", "--limit", "120", "--no-open"];
  const child = spawn(process.execPath, ["--import", "tsx", main, "doctor", ...flags], {
    cwd: REPOSITORY,
    stdio: ["ignore", "pipe", "pipe"],
  });
  undo.push(() => child.kill("SIGKILL"));
  let [printed, said] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const address = new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const found = /http:\S+\/report\?\S+(?=\n)/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once("close", () => reject(new Error(`the doctor ended before its page: ${said}`)));
  });
  const ended = once(child, "close").then(([status]) => ({ status, printed }));
  return { address, ended };
}

describe("doctor --report", () => {
  test("writes one file with Node's backends and the browser's, and nobody's name", async () => {
    const file = join(folder, "report.json");
    const doctor = startDoctor(file);
    const address = await doctor.address;
    expect(Report.parse(JSON.parse(await readFile(file, "utf8"))).browser).toBeUndefined();

    const page = await visitors.open(address);
    await page.getByText("The doctor in your terminal has the numbers").waitFor({ timeout: 120_000 });
    expect(await lookAt(page, "report")).toEqual([]);
    const { status, printed } = await doctor.ended;
    expect(status).toBe(0);
    expect(printed).toContain('attach it to an issue of the kind "GPU report"');

    const text = await readFile(file, "utf8");
    const { machine, browser } = Report.parse(JSON.parse(text));
    const started = [...machine!.backends, ...browser!.backends].filter(
      ({ start }) => start.outcome === "done",
    );
    expect(started.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["wasm", "cpu", "simd", "webgpu"]),
    );
    for (const { name, start, models, aggregation } of started) {
      if (name === "simd") {
        expect(aggregation.length).toBeGreaterThan(0);
        for (const result of aggregation) expect(result).toMatchObject({ outcome: "done", largestError: 0 });
        continue;
      }
      expect(start).toMatchObject({ selfTest: { ok: true } });
      expect(models).toMatchObject([{ model: "softmax", outcome: "done", selfTest: { ok: true } }]);
      for (const one of models) if (one.outcome === "done") expect(one.medianMs).toBeGreaterThan(0);
    }
    const { start } = browser!.backends.find(({ name }) => name === "webgpu")!;
    expect(start).toMatchObject({ adapter: { architecture: "swiftshader" } });
    expect(browser!.brands.map(({ brand }) => brand)).toContain("Chromium");

    const addresses = Object.values(networkInterfaces()).flatMap((all = []) =>
      all.filter(({ internal }) => !internal).map((one) => one.address),
    );
    for (const name of [hostname(), userInfo().username, REPOSITORY, folder, ...addresses]) {
      expect(text).not.toMatch(new RegExp(`\\b${name.replace(/[.\\]/g, "\\$&")}\\b`));
    }
    expect(visitors.complaints()).toEqual([]);
  });
});
