import { isUserError } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { addFlags, newCommand, runCommandLine } from "./commandLine";
import { flagsOf } from "./commandLine.cases";

const read = (...args: string[]) =>
  flagsOf((command) => {
    addFlags(command, [
      ...["f", "z", "tau", "batchSize"].map((name) => ({ name, value: "value" })),
      { name: "json" },
      { name: "noOpen" },
      { name: "plugin", value: "file", repeatable: true },
    ]);
  }, args);

describe("addFlags", () => {
  test("takes a value after a space or an equals sign; the value may be negative", async () => {
    expect(await read("--f", "3", "--tau=0.1", "--z", "-1.5")).toMatchObject({
      f: "3",
      tau: "0.1",
      z: "-1.5",
    });
  });

  test("knows a flag in kebab-case and in camelCase; a value may contain an equals sign", async () => {
    expect(await read("--batch-size=a=b")).toMatchObject({ batchSize: "a=b" });
    expect(await read("--batchSize", "4")).toMatchObject({ batchSize: "4" });
    expect(await read("--batchSize=5")).toMatchObject({ batchSize: "5" });
  });

  test("defines switches, and switches that turn something off", async () => {
    expect(await read()).toMatchObject({ open: true });
    expect(await read("--json", "--no-open")).toMatchObject({ json: true, open: false });
    expect(await read("--noOpen")).toMatchObject({ open: false });
  });

  test("collects the values of a repeatable flag in a list", async () => {
    expect(await read("--plugin", "a.mjs", "--plugin=b.mjs")).toMatchObject({ plugin: ["a.mjs", "b.mjs"] });
  });

  test.each([
    [["--fs", "3"], "unknown flag --fs; --help lists the known ones"],
    [
      ["--batchsize", "3"],
      "unknown flag --batchsize (did you mean --batch-size?); --help lists the known ones",
    ],
    [["--constructor", "3"], "unknown flag --constructor; --help lists the known ones"],
    [["-x"], "unknown flag -x; --help lists the known ones"],
    [["--f"], "--f must have a value, got none"],
    [["--batch-size"], "--batch-size must have a value, got none"],
    [["--f", "--tau", "1"], "--f must have a value, got --tau"],
    [["--f", "1", "--f=2"], "--f must be given once, got it twice"],
    [["--batchSize", "1", "--batch-size=2"], "--batch-size must be given once, got it twice"],
    [["--json", "--json"], "--json must be given once, got it twice"],
    [["krum", "mean"], "test: expected no argument, got 2: krum, mean; values belong to flags"],
  ])("rejects %j", async (args, message) => {
    const error = await read(...args).catch((caught: unknown) => caught);
    expect(isUserError(error, "usage") && error.message).toBe(message);
  });
});

describe("runCommandLine", () => {
  test("rejects an unknown command and suggests a similar one", async () => {
    const program = newCommand("program");
    program.command("sweep").action(() => {});
    await expect(runCommandLine(program, ["sweeep"])).rejects.toThrow(
      "unknown command sweeep (did you mean sweep?); --help lists the known ones",
    );
  });
});
