import type { Stroke } from "@honest-majority/learning/facts";
import { type PointerEvent, useState } from "react";

/** The pad's side, in the units of its strokes. */
const SIDE = 100;

export interface DrawPadProps {
  strokes: readonly Stroke[];
  onChange(strokes: readonly Stroke[]): void;
}

/** A square to draw on with a finger, a pen or a mouse. Reports a line when it is finished. */
export function DrawPad({ strokes, onChange }: DrawPadProps) {
  const [line, setLine] = useState<Stroke>();
  const add = (event: PointerEvent<SVGSVGElement>) => {
    if (line !== undefined) setLine([...line, ...pointsOf(event)]);
  };
  const finish = () => {
    if (line !== undefined) onChange([...strokes, line]);
    setLine(undefined);
  };
  const lines = line === undefined ? strokes : [...strokes, line];
  return (
    <div className="draw-pad">
      <svg
        viewBox={`0 0 ${SIDE} ${SIDE}`}
        role="img"
        aria-label={lines.length === 0 ? "An empty pad to draw on" : "My drawing"}
        data-testid="draw-pad"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setLine(pointsOf(event));
        }}
        onPointerMove={add}
        onPointerUp={finish}
        onPointerCancel={finish}
      >
        {lines.map((stroke, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added and removed at the end
          <path key={i} d={pathOf(stroke)} />
        ))}
      </svg>
      <p className="button-row">
        <button
          type="button"
          className="button"
          disabled={strokes.length === 0}
          onClick={() => onChange(strokes.slice(0, -1))}
        >
          Undo
        </button>
        <button type="button" className="button" disabled={strokes.length === 0} onClick={() => onChange([])}>
          Clear
        </button>
      </p>
    </div>
  );
}

function pointsOf(event: PointerEvent<SVGSVGElement>): Stroke {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  const all = event.nativeEvent.getCoalescedEvents?.() ?? [];
  return (all.length > 0 ? all : [event.nativeEvent]).map(
    ({ clientX, clientY }) => [((clientX - left) / width) * SIDE, ((clientY - top) / height) * SIDE] as const,
  );
}

/** A tap is a line of no length, which a round cap makes a dot. */
function pathOf([first, ...rest]: Stroke): string {
  return `M${first.join(" ")}L${(rest.length === 0 ? [first] : rest).map((point) => point.join(" ")).join(" ")}`;
}
