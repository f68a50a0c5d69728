import { nameOf } from "../presets/preset";
import { type Cell, distinctCells } from "../sweep/cells";
import type { StoredCell } from "../sweep/resultStore";
import { csvText } from "./csv";

/**
 * The finished runs as a tidy table: a line for each place of the table and each measured round. Places that share a run, such
 * as those without attackers, have the same `run`.
 */
export function roundsCsv(cells: readonly Cell[], results: ReadonlyMap<string, StoredCell>): string {
  const fields = Object.keys(cells[0].place).filter((field) => field !== "seed");
  const head = [
    ...fields,
    "seed",
    "run",
    "round",
    "share",
    "accuracy",
    "loss",
    "train_loss",
    "diverged",
    "backend",
  ];
  const attacked = [...results.values()].some(({ curve }) => curve.attackSuccess !== undefined);
  if (attacked) head.push("attack_success");
  const held = [...results.values()].some(({ curve }) => curve.validation !== undefined);
  if (held) head.push("validation_accuracy");
  const lines = cells.flatMap(({ id, place, config }) => {
    const result = results.get(id);
    if (result === undefined) return [];
    const { curve, backend } = result;
    return curve.rounds.map((round, i) => [
      ...fields.map((field) => nameOf(place[field])),
      config.seed,
      id,
      round,
      (round + 1) / config.rounds,
      curve.accuracy[i],
      curve.loss?.[i],
      curve.trainLoss?.[i],
      curve.diverged?.[i],
      backend,
      ...(attacked ? [curve.attackSuccess?.[i] ?? undefined] : []),
      ...(held ? [curve.validation?.[i]] : []),
    ]);
  });
  return csvText(head, lines);
}

/** How long each finished run took. Not part of the other tables, because it differs from one session to the next. */
export function durationsCsv(cells: readonly Cell[], results: ReadonlyMap<string, StoredCell>): string {
  const fields = Object.keys(cells[0].place);
  const lines = distinctCells(cells).flatMap(({ id, place }) => {
    const result = results.get(id);
    return result === undefined
      ? []
      : [[...fields.map((field) => nameOf(place[field])), id, result.seconds, result.backend]];
  });
  return csvText([...fields, "run", "seconds", "backend"], lines);
}
