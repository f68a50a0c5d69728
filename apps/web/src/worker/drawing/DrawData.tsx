import { type Drawing, type DrawingStyle, drawnPicture, type Stroke } from "@honest-majority/learning/facts";
import type { Work } from "@honest-majority/worker/view";
import { useId, useMemo, useState } from "react";
import { nameOfClass } from "./classes";
import { DrawPad } from "./DrawPad";
import { PictureSheet } from "./PictureSheet";
import type { Drawings } from "./useDrawings";

/** More of a class than this would replace no more of its examples. */
const MOST = 200;

export interface DrawDataProps extends Drawings {
  work: Work;
  style: DrawingStyle;
}

/** Draws examples of the run's classes, which take the places of dealt ones in this tab. */
export default function DrawData({ work, style, drawings, kept, change }: DrawDataProps) {
  const [label, setLabel] = useState(0);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const name = useId();
  function keepDrawing() {
    change([...drawings, { label, pixels: drawnPicture(strokes, work, style) }].slice(-MOST));
    setStrokes([]);
  }
  return (
    <div className="draw-data">
      <fieldset className="class-chips">
        <legend>I draw</legend>
        {Array.from({ length: work.classes }, (_, value) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a class is its label
          <label key={value}>
            <input type="radio" name={name} checked={label === value} onChange={() => setLabel(value)} />
            <span>{nameOfClass(work.dataset, value)}</span>
          </label>
        ))}
      </fieldset>
      <DrawPad strokes={strokes} onChange={setStrokes} />
      <button type="button" className="button primary" disabled={strokes.length === 0} onClick={keepDrawing}>
        Keep as {nameOfClass(work.dataset, label)}
      </button>
      {!kept && (
        <p className="small field-problem">
          This browser does not let the page store anything. A reload deletes my drawings.
        </p>
      )}
      {drawings.length > 0 && (
        <ul className="kept-drawings" aria-label="My drawings">
          {drawings.map((drawing, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two drawings may be equal
            <li key={i}>
              <KeptDrawing
                drawing={drawing}
                work={work}
                onRemove={() => change(drawings.filter((other) => other !== drawing))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface KeptDrawingProps {
  drawing: Drawing;
  work: Work;
  onRemove(): void;
}

function KeptDrawing({ drawing, work, onRemove }: KeptDrawingProps) {
  const name = nameOfClass(work.dataset, drawing.label);
  const sheet = useMemo(
    () => ({ ...work, count: 1, pixels: Uint8Array.from(drawing.pixels) }),
    [work, drawing],
  );
  return (
    <button type="button" className="kept-drawing" aria-label={`Remove my ${name}`} onClick={onRemove}>
      <PictureSheet fill pictures={sheet} label={name} />
      <span aria-hidden="true">{name} ×</span>
    </button>
  );
}
