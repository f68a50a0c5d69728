import type { ModelName } from "@honest-majority/learning/facts";
import { UserError } from "@honest-majority/protocol";
import { LIMIT_SECONDS, MODEL_NAMES, REPORT_FILE } from "@honest-majority/report";
import type { Flag, Flags } from "../commandLine";
import { named } from "../commands/names";
import { integerFlag } from "../flagValue";

export const REPORT_FLAGS: readonly Flag[] = [
  {
    name: "report",
    value: "file",
    valueIsOptional: true,
    says: `measure this machine's backends and its browser's, and write a file to send (${REPORT_FILE})`,
  },
  { name: "models", value: "models", says: "with --report: only these models, such as softmax,mlp" },
  {
    name: "limit",
    value: "seconds",
    says: "with --report: the time limit of one model on one backend",
    unset: String(LIMIT_SECONDS),
  },
];

export interface ReportRequest {
  file: string;
  models: readonly ModelName[];
  limitSeconds: number;
}

/**
 * Undefined if no report is asked for.
 *
 * @throws UserError that names the wrong flag and what it must be.
 */
export function reportRequest(given: object): ReportRequest | undefined {
  const { report, json } = given as { report?: string | true; json?: boolean };
  const { models, limit } = given as Flags;
  if (report === undefined) {
    const [flag] = Object.entries({ models, limit }).find(([, value]) => value !== undefined) ?? [];
    if (flag !== undefined) throw new UserError("usage", `--${flag} belongs to --report`);
    return undefined;
  }
  if (json) throw new UserError("usage", "--report writes a file: leave --json out");
  return {
    file: report === true ? REPORT_FILE : report,
    models: models?.split(",").map((model) => named("--models", model, MODEL_NAMES)) ?? MODEL_NAMES,
    limitSeconds: integerFlag(given, "limit", { least: 1, most: 3600, unset: LIMIT_SECONDS }),
  };
}
