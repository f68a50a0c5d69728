/** Several runs as the columns of one chart: a line for each run and rule, over the same rounds. Pure. */
import { armLabel, armShortTitle } from "@honest-majority/protocol";
import type { RunRecord } from "@honest-majority/records";
import { type ArmStyle, armStyle } from "../chart/armStyle";
import { type ArmColumns, columnsOf, noColumns, type RunColumns } from "../chart/columns";
import type { Value } from "../chart/measures";

export interface OverlaidRuns {
  columns: RunColumns;
  labels: string[];
  looks: ArmStyle[];
}

/** "2 Median": the number of the run on the page, and its rule. */
const lineLabel = (run: number, label: string) => `${run + 1} ${armShortTitle(label)}`;

export function overlaid(records: readonly RunRecord[]): OverlaidRuns {
  const each = records.map(({ rounds }) => columnsOf(rounds));
  const rounds = [...new Set(each.flatMap((columns) => columns.rounds))].sort((a, b) => a - b);
  const places = new Map(rounds.map((round, place) => [round, place]));
  const spread = (columns: RunColumns, values: readonly Value[]): Value[] => {
    const wide = new Array<Value>(rounds.length).fill(null);
    values.forEach((value, i) => {
      wide[places.get(columns.rounds[i]) ?? 0] = value;
    });
    return wide;
  };
  const arms = each.flatMap((columns, run) =>
    columns.arms.map(
      (arm): ArmColumns => ({
        ...arm,
        label: lineLabel(run, arm.label),
        values: Object.fromEntries(
          Object.entries(arm.values).map(([metric, values]) => [metric, spread(columns, values)]),
        ) as ArmColumns["values"],
      }),
    ),
  );
  const nothing = rounds.map((): Value => null);
  const columns = {
    ...noColumns(),
    length: rounds.length,
    rounds,
    // a round of two runs has two times
    values: { seconds: nothing },
    arms,
    truth: each.some(({ truth }) => truth),
  };
  const labels = records.flatMap(({ config }, run) =>
    config.arms.map((arm) => lineLabel(run, armLabel(arm))),
  );
  const looks = labels.map((_, place) => armStyle({ isMean: place === 0, place: Math.max(0, place - 1) }));
  return { columns, labels, looks };
}
