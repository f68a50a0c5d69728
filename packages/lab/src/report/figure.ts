/** Figures as SVG, drawn by Vega: one line per series, distinguished by colour and dash. */
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

export interface Point {
  series: string;
  /** A number, unless the axis is nominal. */
  x: number | string;
  y: number;
  /** A separate panel for each value. */
  panel?: string;
}

export interface LineFigure {
  title: string;
  x: Axis;
  y: Axis;
  points: readonly Point[];
  /** Whether each point is marked on its line. */
  marks?: boolean;
}

export interface Axis {
  title: string;
  /** A nominal axis has its values in the order of the points. */
  scale: "linear" | "log" | "nominal";
}

export function lineFigure(figure: LineFigure): Promise<string> {
  return draw(lineSpec(figure) as TopLevelSpec);
}

/** Several figures of the same series, side by side. */
export function lineFigures(title: string, figures: readonly LineFigure[]): Promise<string> {
  return draw({ title, hconcat: figures.map(lineSpec) } as TopLevelSpec);
}

function lineSpec({ title, x, y, points, marks = true }: LineFigure) {
  // the legend shows a line, because a dash is not visible on a point
  const legend = { symbolType: "stroke", symbolSize: 400, symbolStrokeWidth: 2, labelLimit: 320 };
  const series = { field: "series", type: "nominal", title: null, sort: null, legend } as const;
  const axis = (name: "x" | "y", { title, scale }: Axis) =>
    scale === "nominal"
      ? { field: name, type: "nominal", title, sort: null }
      : {
          field: name,
          type: "quantitative",
          title,
          scale: scale === "log" ? { type: "log", base: 2, nice: false } : { zero: false },
        };
  const panels = points.some(({ panel }) => panel !== undefined);
  return {
    title,
    width: panels ? 260 : 480,
    height: panels ? 200 : 300,
    data: { values: points },
    mark: { type: "line", point: marks ? { size: 45 } : false },
    encoding: {
      x: axis("x", x),
      y: axis("y", y),
      color: { ...series, scale: { scheme: "tableau10" } },
      strokeDash: series,
      ...(panels ? { facet: { field: "panel", type: "nominal", columns: 2, title: null } } : {}),
    },
  };
}

export interface HeatFigure {
  title: string;
  x: string;
  y: string;
  cells: readonly { x: string; y: string; value: number; panel: string }[];
}

/** A heat map of accuracies with their numbers. */
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
  const svg = await new View(parse(compile(background).spec), { renderer: "none" }).toSVG();
  return withOwnIds(svg);
}

/** Vega numbers ids over all figures of a process; here they start at 0, so that the same figure has the same text. */
function withOwnIds(svg: string): string {
  const ids = [
    ...new Set([...svg.matchAll(/ id="([a-z]+_?)(\d+)"/g)].map(([, kind, number]) => kind + number)),
  ];
  const own = new Map(ids.map((id, i) => [id, id.replace(/\d+$/, String(i))]));
  return svg.replace(/( id="|url\(#)([a-z]+_?\d+)/g, (_, before, id) => before + (own.get(id) ?? id));
}
