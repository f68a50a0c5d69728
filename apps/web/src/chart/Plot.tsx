import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { ArmStyle } from "./armStyle";
import type { Flag } from "./flags";
import { plotOptions, readTheme } from "./plot";
import type { ChartSeries } from "./series";
import type { ChartTab } from "./tabs";

export interface PlotProps {
  series: ChartSeries;
  looks: readonly ArmStyle[];
  flags: readonly Flag[];
  axis: ChartTab["axis"];
  format(value: number): string;
  onHover(index: number | undefined): void;
}

const HEIGHT = 330;

/** The canvas of a chart panel. It is only a picture; the panel shows its numbers as text. */
export function Plot(props: PlotProps) {
  const { series, looks, flags, axis, format, onHover } = props;
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const current = useRef(props);
  current.current = props;
  const dark = useDarkScheme();
  const lines = series.lines.map(({ label }) => label).join("\n");

  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines or colours need a new chart; the effect below updates the values
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const build = (width: number) => {
      chart.current?.destroy();
      const options = plotOptions({
        series: current.current.series,
        looks,
        flags: () => current.current.flags,
        axis,
        format,
        width,
        height: HEIGHT,
        theme: readTheme(element),
        onHover,
      });
      chart.current = new uPlot(options, dataOf(current.current.series), element);
    };
    const observer = new ResizeObserver(([entry]) =>
      build(Math.max(240, Math.floor(entry.contentRect.width))),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [lines, looks, axis, format, onHover, dark]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the chart reads new flags when it draws
  useEffect(() => chart.current?.setData(dataOf(series)), [series, flags]);

  return <div ref={host} className="plot" style={{ blockSize: HEIGHT }} aria-hidden="true" />;
}

const dataOf = ({ x, lines }: ChartSeries): uPlot.AlignedData => [x, ...lines.map(({ values }) => values)];

function useDarkScheme(): boolean {
  const [dark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const update = () => setDark(query.matches);
    query.addEventListener("change", update);
    return () => query.removeEventListener("change", update);
  }, []);
  return dark;
}
