/** uPlot's options for axes and lines. */
import type uPlot from "uplot";
import { roundTicks, tickText, valueTicks } from "./axes";
import type { PlotInput } from "./plot";
import { lineStyles } from "./style";
import { SPACE } from "./view";

/** `rightOf` is the space on the right of the curves, in CSS pixels. */
export function axesOptions(input: () => PlotInput, rightOf: (plot: uPlot) => number): uPlot.Axis[] {
  const { tab, theme, unit } = input();
  const axis: uPlot.Axis = {
    stroke: () => input().theme.muted,
    font: `${12 * unit}px ${theme.font}`,
    grid: { stroke: () => input().theme.line, width: 1 },
    ticks: { show: false },
    filter: (_plot, ticks) => ticks,
  };
  // uPlot asks for ticks before it has laid out the plot, so the sizes of its elements are not known yet
  const across = (plot: uPlot) => (plot.width - rightOf(plot)) / unit - SPACE.left;
  const down = (plot: uPlot) => plot.height / unit - SPACE.top - SPACE.bottom;
  return [
    {
      ...axis,
      size: SPACE.bottom * unit,
      gap: 6 * unit,
      splits: (plot, _axis, min, max) => roundTicks([min, max], across(plot)),
      values: (_plot, ticks) => ticks.map(String),
    },
    {
      ...axis,
      size: SPACE.left * unit,
      gap: 8 * unit,
      splits: (plot, _axis, min, max) => valueTicks(tab.axis, [min, max], down(plot)),
      values: (_plot, ticks) => ticks.map((tick) => tickText(tab.axis, tick)),
    },
  ];
}

export function seriesOptions(input: () => PlotInput): uPlot.Series[] {
  const { lines, unit } = input();
  return [
    {},
    ...lines.map((line): uPlot.Series => {
      const style = () => lineStyles([line], input().theme, undefined).get(line.label)!;
      const { width, dash } = style();
      return {
        label: line.label,
        stroke: () => style().color,
        width: width * unit,
        dash: dash.map((length) => length * unit),
        spanGaps: true,
        points: { show: false },
      };
    }),
  ];
}
