import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MODELS } from "@honest-majority/learning/facts";
import { newReport, reportText } from "@honest-majority/report";
import { encodings } from "@honest-majority/testing/encodings";
import { afterAll, describe, expect, test } from "vitest";
import { addFlags, newCommand, runCommandLine } from "../commandLine";
import { REPORT_FLAGS, reportRequest } from "./flags";
import { reportFile } from "./reportFile";

async function request(...args: string[]) {
  let found: ReturnType<typeof reportRequest>;
  const program = newCommand("program");
  const command = program.command("doctor");
  addFlags(command, [...REPORT_FLAGS, { name: "json" }]);
  command.action((flags) => {
    found = reportRequest(flags);
  });
  await runCommandLine(program, ["doctor", ...args]);
  return found;
}

describe("reportRequest", () => {
  test("reads --report with and without a file, the models and the time limit", async () => {
    expect(await request()).toBeUndefined();
    expect(await request("--report")).toEqual({
      file: "honest-majority-report.json",
      models: Object.keys(MODELS),
      limitSeconds: 30,
    });
    expect(await request("--report", "my.json", "--models", "mlp,lenet5", "--limit", "7")).toEqual({
      file: "my.json",
      models: ["mlp", "lenet5"],
      limitSeconds: 7,
    });
  });

  test("refuses an unknown model, a limit of nothing, and flags without --report", async () => {
    await expect(request("--report", "--models", "gpt")).rejects.toThrow(
      "--models must be one of softmax, mlp",
    );
    await expect(request("--report", "--limit", "0")).rejects.toThrow(
      "--limit must be an integer from 1 to 3600",
    );
    await expect(request("--models", "mlp")).rejects.toThrow("--models belongs to --report");
    await expect(request("--report", "--json")).rejects.toThrow("leave --json out");
  });
});

describe("reportFile", () => {
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  const at = (name: string) => join(folder, name);
  afterAll(() => rmSync(folder, { recursive: true }));

  test("writes a new file, and replaces an earlier report", async () => {
    const text = reportText(newReport({}));
    await (await reportFile(at("new.json")))(text);
    await (await reportFile(at("new.json")))(text);
    expect(readFileSync(at("new.json"), "utf8")).toBe(text);
  });

  test.each(encodings(reportText(newReport({}))))("replaces a report saved as $name", async ({ bytes }) => {
    writeFileSync(at("saved.json"), bytes);
    await (await reportFile(at("saved.json")))("new");
    expect(readFileSync(at("saved.json"), "utf8")).toBe("new");
  });

  test("leaves another kind of file alone, and says so before anything is measured", async () => {
    writeFileSync(at("thesis.json"), '{"title":"My thesis"}');
    await expect(reportFile(at("thesis.json"))).rejects.toThrow("is another kind of file: give another name");
    await expect(reportFile(at("missing/report.json"))).rejects.toThrow("cannot be written");
    await expect(reportFile(folder)).rejects.toThrow("cannot be written");
  });
});
