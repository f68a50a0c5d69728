/** Which part of a sweep this process runs: from a flag, or from what a cluster's scheduler sets. */
import type { Shard } from "@honest-majority/lab";
import { UserError } from "@honest-majority/protocol";

export interface FoundShard extends Shard {
  /** What it was read from. */
  from: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The flag wins over the environment. undefined without either, and for `1/1`.
 *
 * @throws UserError if the flag is not like 2/8, or the environment names a task but not which of how many.
 */
export function shardFrom(flag: string | undefined, environment: Environment): FoundShard | undefined {
  const found = flag === undefined ? (fromSlurm(environment) ?? fromKubernetes(environment)) : fromFlag(flag);
  return found === undefined || found.count === 1 ? undefined : found;
}

function fromFlag(flag: string): FoundShard {
  const [, index, count] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(flag) ?? [];
  if (index === undefined || Number(index) > Number(count))
    throw new UserError(
      "usage",
      `--shard must be like 2/8, from 1/8 to 8/8 for eight shards, got ${JSON.stringify(flag)}`,
    );
  return { index: Number(index), count: Number(count), from: "--shard" };
}

/** A job array, such as `sbatch --array=0-7`. https://slurm.schedmd.com/job_array.html */
function fromSlurm(environment: Environment): FoundShard | undefined {
  const id = environment.SLURM_ARRAY_TASK_ID;
  if (id === undefined) return undefined;
  const number = (name: string, unset: number) => Number(environment[`SLURM_ARRAY_TASK_${name}`] ?? unset);
  const count = number("COUNT", Number.NaN);
  const least = number("MIN", Number.NaN);
  const step = number("STEP", 1);
  const index = (Number(id) - least) / step + 1;
  const isRegular = number("MAX", least + (count - 1) * step) === least + (count - 1) * step;
  return checked({ index, count, from: "SLURM_ARRAY_TASK_ID" }, isRegular, [
    `SLURM_ARRAY_TASK_ID is ${id}, but SLURM_ARRAY_TASK_MIN, _MAX, _STEP and _COUNT do not say which task of how many`,
    "that is: submit an array such as --array=1-8",
  ]);
}

/** An indexed Job, which counts from 0. Kubernetes does not set the count: the Job's template must. */
function fromKubernetes(environment: Environment): FoundShard | undefined {
  const index = environment.JOB_COMPLETION_INDEX;
  if (index === undefined) return undefined;
  const count = Number(environment.JOB_COMPLETIONS ?? Number.NaN);
  return checked({ index: Number(index) + 1, count, from: "JOB_COMPLETION_INDEX" }, true, [
    `JOB_COMPLETION_INDEX is ${index}, but JOB_COMPLETIONS does not say of how many`,
    "set it to the Job's completions",
  ]);
}

function checked(shard: FoundShard, isRegular: boolean, [problem, remedy]: [string, string]): FoundShard {
  const { index, count } = shard;
  const isIn = Number.isSafeInteger(index) && Number.isSafeInteger(count) && index >= 1 && index <= count;
  if (isRegular && isIn) return shard;
  throw new UserError("usage", `${problem}; ${remedy}, or give --shard (--shard 1/1 runs everything)`);
}
