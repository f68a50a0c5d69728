/** The figures of runs as a Markdown table: one column a run, or three where two checkouts took turns. Pure. */
import type { Figures } from "./figures";
import type { Combination } from "./options";

export interface Row {
  combination: Combination;
  figures: Figures;
  /** Of the other checkout. */
  other?: Figures;
}

type Name = Exclude<keyof Figures, "shares">;

const SHOWN: Readonly<Record<Name, { says: string; unit: "" | "ms" | "kB" | "MB" | "%" | "1/s" }>> = {
  rounds: { says: "rounds measured", unit: "" },
  roundMs: { says: "median round", unit: "ms" },
  roundsPerSecond: { says: "rounds a second", unit: "1/s" },
  upBytes: { says: "up, a round", unit: "kB" },
  downBytes: { says: "down, a round", unit: "kB" },
  dashboardBytes: { says: "to a dashboard, a round", unit: "kB" },
  watchBytes: { says: "to a dashboard that comes late", unit: "kB" },
  busyShare: { says: "main thread busy", unit: "%" },
  mainMs: { says: "main thread, a round", unit: "ms" },
  mainCpuMs: { says: "its processor time, a round", unit: "ms" },
  delayMedianMs: { says: "event-loop delay, median", unit: "ms" },
  delay99Ms: { says: "event-loop delay, 99 %", unit: "ms" },
  delayMostMs: { says: "event-loop delay, most", unit: "ms" },
  turnMs: { says: "last update answered → next round, median", unit: "ms" },
  openedMs: { says: "last update read → next round's first byte, in the coordinator", unit: "ms" },
  readToAskedMs: { says: "of it: taking the update", unit: "ms" },
  steppingMs: { says: "of it: the compute thread", unit: "ms" },
  steppedToOpenMs: { says: "of it: opening the round", unit: "ms" },
  writingMs: { says: "first byte → written to all workers", unit: "ms" },
  rss: { says: "memory at the end", unit: "MB" },
  peakRss: { says: "memory, most", unit: "MB" },
  leftOut: { says: "workers left out", unit: "" },
  refused: { says: "updates refused", unit: "" },
};
const NAMES = Object.keys(SHOWN) as Name[];

export function titleOf({ workers, model, arms, codec }: Combination): string {
  return `${workers} workers, ${model}, ${arms.length} ${arms.length === 1 ? "arm" : "arms"}, ${codec ?? "default codec"}`;
}

export function tableOf(rows: readonly Row[]): string {
  return rows.map(sectionOf).join("\n\n");
}

function sectionOf({ combination, figures, other }: Row): string {
  const head = other === undefined ? ["", "measured"] : ["", "other", "this", "this ÷ other"];
  const lines = NAMES.map((name) => {
    const cells = [written(name, figures)];
    if (other !== undefined) cells.unshift(written(name, other));
    if (other !== undefined) cells.push(ratio(figures[name], other[name]));
    return `| ${[SHOWN[name].says, ...cells].join(" | ")} |`;
  });
  const table = [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...lines];
  return [`**${titleOf(combination)}**`, "", ...table, ...sharesOf(figures, other)].join("\n");
}

function written(name: Name, figures: Figures): string {
  const value = figures[name];
  if (Number.isNaN(value)) return "–";
  const { unit } = SHOWN[name];
  if (unit === "") return `${value}`;
  if (unit === "%") return `${(100 * value).toFixed(0)} %`;
  const scaled = unit === "kB" ? value / 1e3 : unit === "MB" ? value / 1e6 : value;
  return `${scaled.toFixed(scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2)} ${unit}`;
}

function ratio(ours: number, theirs: number): string {
  const value = ours / theirs;
  return Number.isFinite(value) ? value.toFixed(3) : "–";
}

function sharesOf({ shares }: Figures, other?: Figures): string[] {
  if (shares === undefined) return [];
  const kinds = [...new Set([...shares, ...(other?.shares ?? [])].map(({ kind }) => kind))];
  const of = (all: Figures["shares"], kind: string) => {
    const found = all?.find((share) => share.kind === kind);
    return found === undefined ? "–" : `${(100 * found.share).toFixed(1)} %`;
  };
  const both = other !== undefined;
  return [
    "",
    `| main thread's busy time |${both ? " other | this |" : " share |"}`,
    `| --- |${both ? " --- | --- |" : " --- |"}`,
    ...kinds.map((kind) => `| ${kind} |${both ? ` ${of(other?.shares, kind)} |` : ""} ${of(shares, kind)} |`),
  ];
}
