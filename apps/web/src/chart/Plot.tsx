import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import "uplot/dist/uPlot.min.css";
import type { Range } from "./axes";
import { labelAt } from "./endLabels";
import { HoverBox } from "./HoverBox";
import { type OpenPlot, openPlot, type PlotInput } from "./plot";
import type { Hover } from "./plotPointer";
import { readTheme, watchTheme } from "./theme";
import { useTouchZoom } from "./useTouchZoom";
import { valueY } from "./view";

export interface PlotProps extends Omit<PlotInput, "theme"> {
  onZoom(range: Range | undefined): void;
}

/** A line within this many pixels of the pointer is pointed at. */
const NEAR = 20;

/** The canvas of the chart panel. It is only a picture; the panel's outputs and table have its numbers. */
export function Plot({ onZoom, ...input }: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<OpenPlot>(undefined);
  const [hover, setHover] = useState<Hover>();
  const [near, setNear] = useState<string>();
  const { columns, lines, ghost, flags, tab, zoom, unit } = input;
  const pointed = near ?? input.pointed;
  const current = useRef<PlotInput>(undefined);
  current.current = { ...input, pointed, theme: current.current?.theme ?? NO_THEME };
  const zoomTo = useRef(onZoom);
  zoomTo.current = onZoom;

  const frame = useRef(0);
  const redraw = useCallback(() => {
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      plot.current?.update();
    });
  }, []);

  const names = lines.map(({ label, look }) => `${label} ${look.color}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines or another tab need a new plot
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const theme = () => {
      current.current = { ...current.current!, theme: readTheme(element) };
    };
    theme();
    const size = () => [Math.max(160, element.clientWidth), Math.max(80, element.clientHeight)] as const;
    const open = openPlot(element, ...size(), () => current.current!, {
      onHover: setHover,
      onZoom: (range) => zoomTo.current(range),
      onWhole: () => zoomTo.current(undefined),
    });
    plot.current = open;
    let drawn = size();
    const observer = new ResizeObserver(() => {
      const [width, height] = size();
      if (width === drawn[0] && height === drawn[1]) return;
      drawn = [width, height];
      open.resize(width, height);
    });
    observer.observe(element);
    const unwatch = watchTheme(() => {
      theme();
      redraw();
    });
    return () => {
      unwatch();
      observer.disconnect();
      cancelAnimationFrame(frame.current);
      frame.current = 0;
      open.destroy();
      plot.current = undefined;
      setHover(undefined);
    };
  }, [names, tab, unit, redraw]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the plot reads these when it draws
  useEffect(redraw, [columns, ghost, flags, zoom, pointed, redraw]);
  useTouchZoom(host, plot, unit, (range) => zoomTo.current(range));

  const point = (event: React.PointerEvent) => {
    const drawn = plot.current?.drawn();
    const box = host.current?.getBoundingClientRect();
    if (!drawn || !box) return;
    const [x, y] = [(event.clientX - box.left) / unit, (event.clientY - box.top) / unit];
    const distance = (value: number | null | undefined) =>
      value === null || value === undefined
        ? Number.POSITIVE_INFINITY
        : Math.abs(valueY(drawn.view, value) - y);
    const nearest = lines
      .map(({ label, values }) => ({ label, apart: hover ? distance(values[hover.at]) : distance(null) }))
      .reduce((best, each) => (each.apart < best.apart ? each : best), { label: "", apart: NEAR });
    setNear(labelAt(drawn.ends, x, y) ?? (nearest.label || undefined));
  };
  const { clientWidth: width = 0, clientHeight: height = 0 } = host.current ?? {};
  return (
    <>
      <div
        ref={host}
        className="plot"
        aria-hidden="true"
        onPointerMove={point}
        onPointerLeave={() => setNear(undefined)}
      />
      {hover && hover.at < columns.length && (
        <HoverBox {...{ columns, lines, tab, hover, pointed }} size={{ width, height }} />
      )}
    </>
  );
}

/** Until the element is there to read the theme from. */
const NO_THEME = { ink: "", muted: "", line: "", panel: "", font: "sans-serif", color: () => "" };
