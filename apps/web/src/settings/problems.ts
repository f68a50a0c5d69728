import { settingPath, settingRegistry } from "@honest-majority/protocol";
import type { z } from "zod";

/**
 * A form's problems by path: the first of each field, in the form "must be …". `factors`, by path, are the factors by
 * which bounds are divided if the form shows another unit.
 */
export function problemsOf(
  error: z.ZodError,
  factors: Readonly<Record<string, number>> = {},
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const issue of error.issues) {
    const path = issue.path.map(String).join(".");
    problems[path] ??= sentence(issue, factors[path] ?? 1);
  }
  return problems;
}

function sentence(issue: z.core.$ZodIssue, factor: number): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" ? "must be a whole number" : `must be a ${issue.expected}`;
    case "too_small":
      return isNumeric(issue)
        ? `must be ${issue.inclusive ? "at least" : "more than"} ${Number(issue.minimum) / factor}`
        : issue.message;
    case "too_big":
      return isNumeric(issue)
        ? `must be ${issue.inclusive ? "at most" : "less than"} ${Number(issue.maximum) / factor}`
        : issue.message;
    default:
      return issue.message;
  }
}

function isNumeric({ origin }: { origin: string }): boolean {
  return origin !== "array" && origin !== "string";
}

/** The first problem with the form's name of its field, and how many more there are. */
export function summaryOf(problems: Readonly<Record<string, string>>): string {
  const [[path, message], ...others] = Object.entries(problems);
  const where = titleOf(path);
  return `${where === undefined ? "" : `${where}: `}${message}${others.length === 0 ? "" : `, and ${others.length} more`}`;
}

/** The form's name for the field at a path of the config; undefined for the config itself. */
function titleOf(path: string): string | undefined {
  const [, arm] = /^arms\.(\d+)/.exec(path) ?? [];
  if (arm !== undefined) return `Rule ${Number(arm) + 1}`;
  const found = Object.entries(settingRegistry).find(([name]) =>
    `${path}.`.startsWith(`${settingPath(name).join(".")}.`),
  );
  return found?.[1].label ?? (path === "" ? undefined : path);
}
