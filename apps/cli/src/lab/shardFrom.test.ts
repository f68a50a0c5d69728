import { describe, expect, test } from "vitest";
import { shardFrom } from "./shardFrom";

const slurm = (id: string, more: object = {}) => ({
  SLURM_ARRAY_TASK_ID: id,
  SLURM_ARRAY_TASK_MIN: "0",
  SLURM_ARRAY_TASK_MAX: "6",
  SLURM_ARRAY_TASK_STEP: "2",
  SLURM_ARRAY_TASK_COUNT: "4",
  ...more,
});

describe("shardFrom", () => {
  test("reads the flag, which wins over the environment", () => {
    expect(shardFrom("2/8", slurm("0"))).toEqual({ index: 2, count: 8, from: "--shard" });
    expect(shardFrom("1/1", slurm("0"))).toBeUndefined();
    expect(shardFrom(undefined, {})).toBeUndefined();
  });

  test.each(["0/3", "4/3", "2", "a/b", "1/0", "1/3/5", "-1/3"])("rejects --shard %s", (flag) => {
    expect(() => shardFrom(flag, {})).toThrow(`--shard must be like 2/8`);
  });

  test("reads a task of a Slurm array with any first task and step", () => {
    expect(["0", "2", "6"].map((id) => shardFrom(undefined, slurm(id))?.index)).toEqual([1, 2, 4]);
    expect(shardFrom(undefined, slurm("2"))).toEqual({ index: 2, count: 4, from: "SLURM_ARRAY_TASK_ID" });
  });

  test("rejects a Slurm array with holes, whose tasks cannot be counted", () => {
    // --array=0,1,6
    const holes = { SLURM_ARRAY_TASK_STEP: "1", SLURM_ARRAY_TASK_COUNT: "3" };
    expect(() => shardFrom(undefined, slurm("1", holes))).toThrow("SLURM_ARRAY_TASK_ID is 1, but");
    expect(() => shardFrom(undefined, { SLURM_ARRAY_TASK_ID: "1" })).toThrow("--array=1-8, or give --shard");
  });

  test("reads an indexed Job of Kubernetes, which counts from 0, and asks for its completions", () => {
    const env = { JOB_COMPLETION_INDEX: "2", JOB_COMPLETIONS: "3" };
    expect(shardFrom(undefined, env)).toEqual({ index: 3, count: 3, from: "JOB_COMPLETION_INDEX" });
    expect(() => shardFrom(undefined, { JOB_COMPLETION_INDEX: "2" })).toThrow("JOB_COMPLETIONS does not say");
    expect(() => shardFrom(undefined, { ...env, JOB_COMPLETION_INDEX: "3" })).toThrow("JOB_COMPLETIONS");
  });
});
