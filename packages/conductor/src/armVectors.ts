/** The vectors of a run's K arms: views of memory that has room for as many arms as a run may have, so that arms can be added. */
import type { Allocate } from "@honest-majority/learning";
import { RUN_SETTINGS } from "@honest-majority/protocol";
import type { PreparedRun, SavedVectors } from "./compute";

/** Zeros for `arms` arms of `dim` parameters. */
export function armVectors(arms: number, dim: number, allocate: Allocate): Required<SavedVectors> {
  const zeros = () => new Float32Array(allocate(4 * RUN_SETTINGS.arms.most * dim), 0, arms * dim);
  return { parameters: zeros(), previous: zeros(), residual: zeros() };
}

type ArmVectors = Pick<PreparedRun, "dim" | "parameters" | "previous" | "residual">;

/** Makes the views longer or shorter: they then show the first `arms` arms of the same memory. */
export function showArms(run: ArmVectors, arms: number): void {
  const of = ({ buffer, byteOffset }: Float32Array) => new Float32Array(buffer, byteOffset, arms * run.dim);
  [run.parameters, run.previous] = [of(run.parameters), of(run.previous)];
  run.residual = of(run.residual);
}

/** Adds `count` arms after the others. Each starts from arm `from`. */
export function addArmVectors(run: ArmVectors, { count, from }: { count: number; from: number }): void {
  const first = run.parameters.length / run.dim;
  showArms(run, first + count);
  for (let arm = first; arm < first + count; arm++) startArm(run, { arm, from });
}

/** Gives an arm the parameters of another one, and a `previous` and a `residual` of zeros. */
export function startArm(
  { dim, parameters, previous, residual }: ArmVectors,
  { arm, from }: { arm: number; from: number },
): void {
  parameters.copyWithin(arm * dim, from * dim, (from + 1) * dim);
  for (const vectors of [previous, residual]) vectors.fill(0, arm * dim, (arm + 1) * dim);
}
