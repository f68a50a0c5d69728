/** How uPlot follows the mouse: it snaps to measured rounds, and a drag zooms. */
import type uPlot from "uplot";
import type { Range } from "./axes";
import { nearestMeasured } from "./lines";
import type { PlotInput } from "./plot";

/** A measured round under the pointer, and the pointer's place in the plot's element, in CSS pixels. */
export interface Hover {
  /** The round's index in the columns. */
  at: number;
  x: number;
  y: number;
}

export interface PlotEvents {
  onHover(hover: Hover | undefined): void;
  onZoom(range: Range): void;
  onWhole(): void;
}

/** A shorter drag, in CSS pixels, is a click. */
const LEAST_DRAG = 8;

export function cursorOptions(input: () => PlotInput, events: PlotEvents): uPlot.Cursor {
  return {
    y: false,
    points: { size: 9 * input().unit, width: 2 },
    drag: { x: true, y: false, setScale: false, dist: LEAST_DRAG },
    move: (plot, left, top) => {
      const at = left < 0 ? undefined : snap(plot, input(), left);
      return [at === undefined ? left : plot.valToPos(input().columns.rounds[at], "x"), top];
    },
    bind: {
      dblclick: () => () => {
        events.onWhole();
        return null;
      },
    },
  };
}

export function pointerHooks(input: () => PlotInput, events: PlotEvents): uPlot.Hooks.Arrays {
  return {
    setCursor: [
      (plot) => {
        const { left = -1, top = -1 } = plot.cursor;
        const at = left < 0 ? undefined : snap(plot, input(), left);
        const { offsetLeft, offsetTop } = plot.over;
        events.onHover(at === undefined ? undefined : { at, x: left + offsetLeft, y: top + offsetTop });
      },
    ],
    setSelect: [
      (plot) => {
        const { left, width } = plot.select;
        if (width < LEAST_DRAG) return;
        events.onZoom([plot.posToVal(left, "x"), plot.posToVal(left + width, "x")]);
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      },
    ],
  };
}

/** The index of the measured round in view that is nearest to a place. */
function snap(plot: uPlot, { columns, lines }: PlotInput, left: number): number | undefined {
  const at = nearestMeasured(columns, lines, plot.posToVal(left, "x"));
  if (at === undefined) return undefined;
  const { min = 0, max = 0 } = plot.scales.x;
  return columns.rounds[at] < min || columns.rounds[at] > max ? undefined : at;
}
