import { twoDigits } from "../../report/digits";
import { COUNTERPARTS } from "./byzfl";
import { type Claim, timesAsLong } from "./claims";
import type { Growth, SizeTimes } from "./measure";

/** The report as Markdown, for docs/results.md. */
export function report(
  sizes: readonly SizeTimes[],
  growths: readonly Growth[],
  found: readonly Claim[],
): string {
  return [
    ...sizes.map(sizeTable),
    ...sizes.map(byzflTable),
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

const HOW_TO_GET =
  "install it from PyPI (python3 -m venv byzfl; byzfl/bin/pip install byzfl) and put byzfl/bin first in PATH";

function byzflTable({ m, d, rules, byzfl }: SizeTimes): string {
  const size = `m = ${m}, d = ${d}`;
  if ("missing" in byzfl) {
    const help = byzfl.missing.startsWith("timed up to") ? "" : `: ${HOW_TO_GET}`;
    return `ByzFL is left out at ${size}, ${byzfl.missing}${help}`;
  }
  const compared = rules.filter((times) => times.byzfl !== undefined);
  const rows = compared.map((times) => {
    const { rule, simd, byzfl = {} } = times;
    return [
      rule,
      twoDigits(simd.fromMemory),
      twoDigits(simd.fromLastRow),
      byzfl.numpy === undefined ? "" : twoDigits(byzfl.numpy),
      byzfl.torch === undefined ? "" : twoDigits(byzfl.torch),
      timesAsLong(times)?.toFixed(1) ?? "",
      byzfl.difference?.toExponential(0) ?? "",
    ];
  });
  const heading = [
    "rule",
    "from memory",
    "from the last row",
    "ByzFL on NumPy",
    "ByzFL on torch",
    "faster / last row",
    "difference",
  ];
  const notes = compared.flatMap(({ rule }) => {
    const { differs } = COUNTERPARTS[rule];
    return differs === undefined ? [] : [`- ByzFL's ${rule} ${differs}.`];
  });
  return [
    `${size}: ByzFL ${byzfl.version}, one thread, in turns with ours, milliseconds:`,
    table(heading, rows),
    ...(notes.length > 0 ? [notes.join("\n")] : []),
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
