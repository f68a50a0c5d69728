import type { Reporter, SerializedError, TestModule, TestSpecification } from "vitest/node";

export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
  /** Each skipped test that says why, as `file > test: reason`. */
  reasons: string[];
}

/**
 * Counts a run of `files` test files. A file that did not load, a hook that threw and an error outside of
 * every test each count as one failure. A test without a result has failed.
 */
export function countTotals(
  files: number,
  modules: readonly TestModule[],
  unhandledErrors: readonly SerializedError[],
): Totals {
  const neverStarted = Math.max(0, files - modules.length); // all of them when a global setup throws
  const totals: Totals = {
    passed: 0,
    failed: neverStarted + unhandledErrors.length,
    skipped: 0,
    reasons: [],
  };
  for (const module of modules) {
    if (module.errors().length > 0) totals.failed++;
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) totals.failed++;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === "passed") totals.passed++;
      else if (result.state === "skipped") {
        totals.skipped++;
        if (result.note) totals.reasons.push(`${module.relativeModuleId} > ${test.fullName}: ${result.note}`);
      } else totals.failed++;
    }
  }
  return totals;
}

export function totalsLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/**
 * Prints why tests were skipped and, as the last line of the process, `N passed, N failed` over all
 * projects. It runs beside vitest's own reporter.
 */
export default class PlainTotals implements Reporter {
  private files = 0;
  private totals: Totals | undefined;

  onInit(): void {
    // at exit, since global teardown and other reporters may print after the run's end
    process.once("exit", (code) => {
      const totals = this.totals ?? { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0, reasons: [] };
      for (const reason of totals.reasons) process.stdout.write(`skipped ${reason}\n`);
      process.stdout.write(`${totalsLine(totals)}\n`);
    });
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.files = specifications.length;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    this.totals = countTotals(this.files, modules, unhandledErrors);
  }
}
