import { twoDigits } from "../../report/digits";
import type { Claim } from "./claims";
import type { Growth, SizeTimes } from "./measure";

/** The report as Markdown, for docs/results.md. */
export function report(
  sizes: readonly SizeTimes[],
  growths: readonly Growth[],
  found: readonly Claim[],
): string {
  return [
    ...sizes.map(sizeTable),
    ...(growths.length > 0 ? [growthTable(growths)] : []),
    `Claims:\n\n${claimTable(found)}`,
  ].join("\n\n");
}

function sizeTable({ m, d, read, copies, rules, numpy }: SizeTimes): string {
  const rows = rules.map(({ rule, f, simd, read, plain, numpy }) => [
    rule,
    `${f}`,
    twoDigits(simd.fromMemory),
    twoDigits(simd.fromLastRow),
    (simd.fromLastRow / read).toFixed(1),
    twoDigits(plain),
    (plain / simd.fromMemory).toFixed(1),
    numpy === undefined ? "" : twoDigits(numpy),
  ]);
  const heading = [
    "rule",
    "f",
    "from memory",
    "from the last row",
    "in reads",
    "plain",
    "plain / SIMD",
    "NumPy",
  ];
  return [
    `m = ${m}, d = ${d}: times in milliseconds. Reading the matrix once after its rows have landed takes ${twoDigits(read)}. Copying its rows, which is part of each time from memory, takes ${twoDigits(copies)}.`,
    table(heading, rows),
    typeof numpy === "string"
      ? `NumPy: ${numpy}`
      : `NumPy ${numpy.version}, one thread, with the rows in its memory; X·Xᵀ takes ${twoDigits(numpy.product)}`,
  ].join("\n\n");
}

function growthTable(growths: readonly Growth[]): string {
  const heading = ["from memory", ...growths[0].m.map((m) => `m = ${m}`), "exponent"];
  return table(
    heading,
    growths.map(({ rule, ms: times, exponent }) => [rule, ...times.map(twoDigits), exponent.toFixed(2)]),
  );
}

function claimTable(found: readonly Claim[]): string {
  const rows = found.map(({ claim, holds, found }) => [holds ? "yes" : "NO", claim, found]);
  return table(["holds", "claim", "found"], rows);
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heading, heading.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
