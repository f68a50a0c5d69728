import { type Drawing, drawnPicture, type Stroke } from "@honest-majority/learning/facts";
import { useState } from "react";
import { drawingStyleOf, nameOfClass } from "../worker/drawing/classes";
import { DrawPad } from "../worker/drawing/DrawPad";
import { VIEWED } from "./request";

export interface DrawOwnProps {
  drawings: readonly Drawing[];
  /** The batch takes so many. */
  most: number;
  onChange(drawings: readonly Drawing[]): void;
}

/** A drawing of one's own, which joins the batch. It stays in the page. */
export function DrawOwn({ drawings, most, onChange }: DrawOwnProps) {
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [label, setLabel] = useState(0);
  const style = drawingStyleOf(VIEWED.dataset);
  function add() {
    if (style === undefined) return;
    onChange([{ label, pixels: drawnPicture(strokes, VIEWED, style) }, ...drawings].slice(0, most));
    setStrokes([]);
  }
  return (
    <details className="card draw-own">
      <summary>Put my own drawing into the batch</summary>
      <div className="draw-data">
        <p className="muted">The drawing stays in this page. It is gone when the page is closed.</p>
        <fieldset className="class-chips">
          <legend>I draw</legend>
          {Array.from({ length: VIEWED.classes }, (_, value) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a class is its label
            <label key={value}>
              <input type="radio" name="drawn" checked={label === value} onChange={() => setLabel(value)} />
              <span>{nameOfClass(VIEWED.dataset, value)}</span>
            </label>
          ))}
        </fieldset>
        <DrawPad strokes={strokes} onChange={setStrokes} />
        <p className="button-row">
          <button type="button" className="button primary" disabled={strokes.length === 0} onClick={add}>
            Put it into the batch
          </button>
          <button
            type="button"
            className="button"
            disabled={drawings.length === 0}
            onClick={() => onChange([])}
          >
            Take my drawings out
          </button>
        </p>
      </div>
    </details>
  );
}
