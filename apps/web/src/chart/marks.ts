/** Draws what uPlot does not: event flags, and each line's name at its end. */
import type uPlot from "uplot";
import type { Flag } from "./flags";
import { spread, stackRows } from "./layout";
import type { PlotTheme } from "./plot";

const ROWS = 3;
const ROW_HEIGHT = 14;
const LONGEST = 30;
const LABEL_HEIGHT = 16;

const TONES: Record<Flag["tone"], string> = {
  malicious: "--malicious",
  honest: "--honest",
  trouble: "--ink",
  people: "--muted",
};

export function drawFlags(plot: uPlot, flags: readonly Flag[], theme: PlotTheme): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const [first = 0, last = 0] = [plot.scales.x.min, plot.scales.x.max];
  const visible = flags.filter(({ round }) => round >= first && round <= last);
  ctx.save();
  ctx.font = `${11.5 * scale}px ${theme.font}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left"; // uPlot leaves the alignment of its axes set
  const xs = visible.map(({ round }) => plot.valToPos(round, "x", true));
  const texts = visible.map(({ text }) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text));
  const widths = texts.map((text) => ctx.measureText(text).width + 16 * scale);
  const right = ctx.canvas.width;
  const lefts = xs.map((x, i) => Math.min(x, right - widths[i]));
  const rows = stackRows(lefts, widths, ROWS);
  visible.forEach(({ tone }, i) => {
    const color = theme.color(TONES[tone]);
    const row = rows[i];
    const y = bbox.top - (ROWS - (row ?? ROWS - 1) - 0.35) * ROW_HEIGHT * scale;
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.2 * scale;
    ctx.setLineDash([3 * scale, 3 * scale]);
    ctx.beginPath();
    ctx.moveTo(xs[i], y);
    ctx.lineTo(xs[i], bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
    if (row === undefined) return; // no row is free: only the flag's line is drawn; the list below the chart has its text
    ctx.fillStyle = color;
    drawMark(ctx, tone, lefts[i] + 4 * scale, y, 3.4 * scale);
    ctx.fillStyle = theme.ink;
    ctx.fillText(texts[i], lefts[i] + 11 * scale, y);
  });
  ctx.restore();
}

/** Draws a cross for malicious, a dot for honest, a square for trouble. */
function drawMark(ctx: CanvasRenderingContext2D, tone: Flag["tone"], x: number, y: number, r: number): void {
  ctx.beginPath();
  if (tone === "malicious") {
    ctx.moveTo(x - r, y - r);
    ctx.lineTo(x + r, y + r);
    ctx.moveTo(x + r, y - r);
    ctx.lineTo(x - r, y + r);
    ctx.lineWidth = r * 0.7;
    ctx.stroke();
  } else if (tone === "trouble") {
    ctx.fillRect(x - r, y - r, 2 * r, 2 * r);
  } else {
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.fill();
  }
}

export function endLabelFont(theme: PlotTheme, scale: number): string {
  return `600 ${12 * scale}px ${theme.font}`;
}

export function drawEndLabels(plot: uPlot, theme: PlotTheme, format: (value: number) => string): void {
  const { ctx, bbox, data } = plot;
  const scale = devicePixelRatio;
  const [first = 0, last = 0] = [plot.scales.x.min, plot.scales.x.max];
  const ends = plot.series.slice(1).flatMap((series, i) => {
    const values = data[i + 1];
    for (let at = values.length - 1; at >= 0; at--) {
      const value = values[at];
      if (value === null || value === undefined || data[0][at] < first || data[0][at] > last) continue;
      const x = plot.valToPos(data[0][at], "x", true);
      return [{ text: `${series.label} ${format(value)}`, x, y: plot.valToPos(value, "y", true), series }];
    }
    return [];
  });
  const low = bbox.top + (LABEL_HEIGHT / 2) * scale;
  const ys = spread(
    ends.map(({ y }) => y),
    LABEL_HEIGHT * scale,
    low,
    bbox.top + bbox.height,
  );
  const left = bbox.left + bbox.width + 12 * scale;
  ctx.save();
  ctx.font = endLabelFont(theme, scale);
  ctx.setLineDash([]);
  ctx.textBaseline = "middle";
  ctx.textAlign = "left"; // uPlot leaves the alignment of its axes set
  ends.forEach(({ text, x, y, series }, i) => {
    const color = typeof series.stroke === "function" ? series.stroke(plot, i + 1) : series.stroke;
    ctx.fillStyle = ctx.strokeStyle = color ?? theme.ink;
    ctx.beginPath();
    ctx.arc(x, y, 4 * scale, 0, 2 * Math.PI);
    ctx.fill();
    ctx.lineWidth = scale;
    ctx.beginPath();
    ctx.moveTo(x + 4 * scale, y);
    ctx.lineTo(left - 3 * scale, ys[i]);
    ctx.stroke();
    ctx.fillStyle = theme.ink;
    ctx.fillText(text, left, ys[i]);
  });
  ctx.restore();
}
