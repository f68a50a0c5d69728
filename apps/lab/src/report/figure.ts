/** Figures as SVG, drawn by Vega: one line a series, told apart by colour, dash and shape. */
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

export interface Point {
  series: string;
  x: number;
  y: number;
  /** A panel of its own for each value. */
  panel?: string;
}

export interface LineFigure {
  title: string;
  x: { title: string; scale: "linear" | "log" };
  y: { title: string; scale: "linear" | "log" };
  points: readonly Point[];
}

export function lineFigure({ title, x, y, points }: LineFigure): Promise<string> {
  const series = { field: "series", type: "nominal", title: null } as const;
  const scale = (kind: "linear" | "log") =>
    kind === "log" ? ({ type: "log", base: 2 } as const) : { zero: false };
  const panels = points.some(({ panel }) => panel !== undefined);
  return draw({
    title,
    width: panels ? 260 : 480,
    height: panels ? 200 : 300,
    data: { values: points as Point[] },
    mark: { type: "line", point: { size: 45 } },
    encoding: {
      x: { field: "x", type: "quantitative", title: x.title, scale: scale(x.scale) },
      y: { field: "y", type: "quantitative", title: y.title, scale: scale(y.scale) },
      color: { ...series, scale: { scheme: "tableau10" } },
      strokeDash: series,
      shape: series,
      ...(panels ? { facet: { field: "panel", type: "nominal", columns: 2, title: null } as const } : {}),
    },
  } as TopLevelSpec);
}

export interface HeatFigure {
  title: string;
  x: string;
  y: string;
  cells: readonly { x: string; y: string; value: number; panel: string }[];
}

/** Accuracies as coloured fields with their numbers in them. */
export function heatFigure({ title, x, y, cells }: HeatFigure): Promise<string> {
  const place = {
    x: { field: "x", type: "nominal", title: x, sort: null },
    y: { field: "y", type: "nominal", title: y, sort: null },
  } as const;
  return draw({
    title,
    data: { values: cells as HeatFigure["cells"][number][] },
    facet: { field: "panel", type: "nominal", columns: 2, title: null, sort: null },
    spec: {
      width: 60 * new Set(cells.map((cell) => cell.x)).size,
      height: 30 * new Set(cells.map((cell) => cell.y)).size,
      layer: [
        {
          mark: "rect",
          encoding: {
            ...place,
            color: {
              field: "value",
              type: "quantitative",
              title: "accuracy",
              scale: { scheme: "viridis", domain: [0, 1] },
            },
          },
        },
        {
          mark: { type: "text", fontSize: 11 },
          encoding: {
            ...place,
            text: { field: "value", type: "quantitative", format: ".2f" },
            color: { condition: { test: "datum.value > 0.6", value: "black" }, value: "white" },
          },
        },
      ],
    },
  } as TopLevelSpec);
}

async function draw(spec: TopLevelSpec): Promise<string> {
  const background = { ...spec, background: "white" } as TopLevelSpec;
  return new View(parse(compile(background).spec), { renderer: "none" }).toSVG();
}
