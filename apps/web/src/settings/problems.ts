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
