/** Writes shapes as an SVG drawing. Pure. */
import type { Caption, Glyph, Polyline, Shape } from "./shapes";
import type { Frame } from "./view";

export interface Drawing {
  width: number;
  height: number;
  title: string;
  font: string;
  shapes: readonly Shape[];
}

export function writeSvg({ width, height, title, font, shapes }: Drawing): string {
  const clips: Frame[] = [];
  const body = shapes.map((shape) => element(shape, clips));
  const areas = clips.map(
    (clip, i) =>
      `<clipPath id="clip-${i}"><rect x="${n(clip.left)}" y="${n(clip.top)}" width="${n(clip.right - clip.left)}" height="${n(clip.bottom - clip.top)}"/></clipPath>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" font-family="${escaped(font)}">`,
    `<title>${escaped(title)}</title>`,
    ...(areas.length > 0 ? [`<defs>${areas.join("")}</defs>`] : []),
    ...body,
    "</svg>",
    "",
  ].join("\n");
}

function element(shape: Shape, clips: Frame[]): string {
  switch (shape.kind) {
    case "line":
      return line(shape, clips);
    case "glyph":
      return glyph(shape);
    case "text":
      return text(shape);
    case "box": {
      const { x, y, width, height, color } = shape;
      return `<rect${attributes({ x, y, width, height, fill: color })}/>`;
    }
    default:
      return shape satisfies never;
  }
}

function line({ points, color, width, dash, alpha, clip }: Polyline, clips: Frame[]): string {
  let area: number | undefined;
  if (clip) {
    area = clips.indexOf(clip);
    if (area < 0) area = clips.push(clip) - 1;
  }
  return `<polyline${attributes({
    points: pairs(points),
    fill: "none",
    stroke: color,
    "stroke-width": width,
    "stroke-linejoin": "round",
    "stroke-dasharray": dash?.length ? dash.join(" ") : undefined,
    opacity: alpha === 1 ? undefined : alpha,
    "clip-path": area === undefined ? undefined : `url(#clip-${area})`,
  })}/>`;
}

function glyph({ path, x, y, radius, fill, stroke, width, alpha }: Glyph): string {
  return `<path${attributes({
    d: path,
    transform: `translate(${n(x)} ${n(y)}) scale(${n(radius)})`,
    fill: fill ?? "none",
    stroke,
    "stroke-width": stroke === undefined ? undefined : width,
    "stroke-linecap": stroke === undefined ? undefined : "round",
    "vector-effect": stroke === undefined ? undefined : "non-scaling-stroke",
    opacity: alpha === 1 ? undefined : alpha,
  })}/>`;
}

function text({ x, y, text, size, weight, color, anchor, halo, alpha }: Caption): string {
  return `<text${attributes({
    x,
    y,
    dy: "0.35em",
    "font-size": size,
    "font-weight": weight,
    fill: color,
    "text-anchor": anchor === "start" ? undefined : anchor,
    stroke: halo,
    "stroke-width": halo === undefined ? undefined : 4,
    "stroke-linejoin": halo === undefined ? undefined : "round",
    "paint-order": halo === undefined ? undefined : "stroke",
    opacity: alpha === 1 ? undefined : alpha,
  })}>${escaped(text)}</text>`;
}

function attributes(values: Record<string, string | number | undefined>): string {
  return Object.entries(values)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [` ${name}="${typeof value === "number" ? n(value) : escaped(value)}"`],
    )
    .join("");
}

function pairs(points: readonly number[]): string {
  const written: string[] = [];
  for (let i = 0; i < points.length; i += 2) written.push(`${n(points[i])},${n(points[i + 1])}`);
  return written.join(" ");
}

/** A number with at most two decimals. */
const n = (value: number) => String(Number(value.toFixed(2)));

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text for XML 1.0, which cannot hold control characters or halves of surrogate pairs. */
function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, "")
    .replace(/[&<>"]/g, (character) => ENTITIES[character]);
}
