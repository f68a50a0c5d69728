import type { RoundRecord } from "@honest-majority/protocol";
import { useCallback, useMemo, useState } from "react";
import { formatDuration, formatNumber, formatPercent } from "../ui/format";
import { ArmSwatch } from "./ArmSwatch";
import { armTitle } from "./armTitle";
import { chartFlags, flagsOf } from "./flags";
import { Plot } from "./Plot";
import { latest, MEASURES, type Measure, seriesOf } from "./series";

export interface ChartPanelProps {
  rounds: readonly RoundRecord[];
  /** The arms' labels, in the run's order. */
  labels: readonly string[];
}

const FORMATS: Record<Measure, (value: number) => string> = {
  accuracy: formatPercent,
  loss: formatNumber,
  error: formatNumber,
  time: (seconds) => formatDuration(1_000 * seconds),
};

/** One line an arm over the rounds, with flags for what happened; the latest values stand above as text. */
export function ChartPanel({ rounds, labels }: ChartPanelProps) {
  const [measure, setMeasure] = useState<Measure>("accuracy");
  const [hovered, setHovered] = useState<number>();
  const onHover = useCallback((index: number | undefined) => setHovered(index), []);
  const series = useMemo(() => seriesOf(rounds, labels, measure), [rounds, labels, measure]);
  const flags = useMemo(() => chartFlags(flagsOf(rounds)), [rounds]);
  const format = FORMATS[measure];
  const { long, log } = MEASURES[measure];
  const hoveredRound = hovered === undefined ? undefined : series.x[hovered];
  return (
    <section className="card chart-panel" aria-labelledby="chart-title">
      <header className="panel-head">
        <h2 id="chart-title">{long}</h2>
        <fieldset className="segments">
          <legend className="visually-hidden">What the chart shows</legend>
          {(Object.keys(MEASURES) as Measure[]).map((name) => (
            <button key={name} type="button" aria-pressed={measure === name} onClick={() => setMeasure(name)}>
              {MEASURES[name].title}
            </button>
          ))}
        </fieldset>
      </header>
      <ul className="latest">
        {series.lines.map(({ label, arm, last }) => (
          <li key={label}>
            <ArmSwatch arm={arm} />
            <span>{armTitle(label)}</span>
            <output data-testid={measure === "accuracy" ? `accuracy-${label}` : undefined}>
              {last === undefined ? "–" : format(last)}
            </output>
          </li>
        ))}
      </ul>
      {rounds.length === 0 ? (
        <p className="waiting muted">waiting for round 0</p>
      ) : (
        <Plot
          series={series}
          flags={flags}
          log={log}
          unitRange={measure === "accuracy"}
          format={format}
          axisFormat={measure === "accuracy" ? formatWholePercent : format}
          onHover={onHover}
        />
      )}
      <p className="small muted hover-line" aria-hidden="true">
        {hoveredRound === undefined
          ? "Point at the chart to read values; drag to zoom, double-click to see all."
          : `Round ${hoveredRound}: ${series.lines.map(({ label, values }) => `${armTitle(label)} ${at(values, hovered!, format)}`).join(" · ")}`}
      </p>
    </section>
  );
}

const formatWholePercent = (share: number) => `${Math.round(100 * share)} %`;

/** The value at a round, or the last one measured before it. */
function at(values: readonly (number | null)[], index: number, format: (value: number) => string): string {
  const last = latest(values.slice(0, index + 1));
  return last === undefined ? "–" : format(last.value);
}
