/** Paints shapes on a canvas whose unit is a CSS pixel. */
import type { Measure } from "./layout";
import type { Shape } from "./shapes";

export function paint(context: CanvasRenderingContext2D, shapes: readonly Shape[], font: string): void {
  for (const shape of shapes) {
    context.save();
    if (shape.kind !== "box") context.globalAlpha = shape.alpha ?? 1;
    paintShape(context, shape, font);
    context.restore();
  }
}

function paintShape(context: CanvasRenderingContext2D, shape: Shape, font: string): void {
  switch (shape.kind) {
    case "line": {
      const { points, clip } = shape;
      if (clip) {
        context.beginPath();
        context.rect(clip.left, clip.top, clip.right - clip.left, clip.bottom - clip.top);
        context.clip();
      }
      context.strokeStyle = shape.color;
      context.lineWidth = shape.width;
      context.lineJoin = "round";
      context.setLineDash([...(shape.dash ?? [])]);
      context.beginPath();
      for (let i = 0; i < points.length; i += 2) context.lineTo(points[i], points[i + 1]);
      context.stroke();
      return;
    }
    case "glyph": {
      const { path, x, y, radius, fill, stroke } = shape;
      const placed = new Path2D();
      placed.addPath(new Path2D(path), new DOMMatrix([radius, 0, 0, radius, x, y]));
      context.setLineDash([]);
      context.lineCap = "round";
      if (fill !== undefined) {
        context.fillStyle = fill;
        context.fill(placed);
      }
      if (stroke !== undefined) {
        context.strokeStyle = stroke;
        context.lineWidth = shape.width ?? 1;
        context.stroke(placed);
      }
      return;
    }
    case "text": {
      const { text, x, y, halo, anchor = "start" } = shape;
      context.font = `${shape.weight} ${shape.size}px ${font}`;
      context.textBaseline = "middle";
      context.textAlign = anchor === "middle" ? "center" : anchor;
      if (halo !== undefined) {
        context.strokeStyle = halo;
        context.lineWidth = 4;
        context.lineJoin = "round";
        context.setLineDash([]);
        context.strokeText(text, x, y);
      }
      context.fillStyle = shape.color;
      context.fillText(text, x, y);
      return;
    }
    case "box":
      context.fillStyle = shape.color;
      context.fillRect(shape.x, shape.y, shape.width, shape.height);
      return;
    default:
      shape satisfies never;
  }
}

/** Measures texts in the page's font. */
export function canvasMeasure(font: string): Measure {
  const context = document.createElement("canvas").getContext("2d");
  return (text, size, weight) => {
    if (!context) return 0.6 * size * text.length;
    context.font = `${weight} ${size}px ${font}`;
    return context.measureText(text).width;
  };
}
