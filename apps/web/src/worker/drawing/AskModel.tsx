import { drawnPicture, type Stroke } from "@honest-majority/learning/facts";
import type { Work } from "@honest-majority/worker/view";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Answer, Pictures, ToLearner } from "../../learner/messages";
import { Answers } from "./Answers";
import { drawingStyleOf, nameOfClass } from "./classes";
import { DrawPad } from "./DrawPad";
import { PictureSheet } from "./PictureSheet";

export interface AskModelProps {
  work: Work;
  pictures: Pictures | undefined;
  answer: Answer | undefined;
  say(message: ToLearner): void;
}

/** Asks every model about a drawing, or about one of this worker's own pictures; also by keyboard. */
export default function AskModel({ work, pictures, answer, say }: AskModelProps) {
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [mine, setMine] = useState<number>();
  const style = drawingStyleOf(work.dataset);
  const picture = useMemo(() => {
    if (mine !== undefined && pictures && mine < pictures.count) return pictureAt(pictures, mine);
    return style && strokes.length > 0 ? drawnPicture(strokes, work, style) : undefined;
  }, [mine, strokes, pictures, style, work]);
  const sheet = useMemo(() => picture && { ...work, count: 1, pixels: picture }, [picture, work]);
  const id = useAsked(picture, work.run, say);

  function next() {
    if (!pictures || pictures.count === 0) return;
    setStrokes([]);
    setMine(mine === undefined ? 0 : (mine + 1) % pictures.count);
  }
  return (
    <div className="ask-model">
      <p className="small muted">
        {style
          ? "Draw here, and every model says what it sees."
          : "Every model says what it sees in one of my pictures."}
      </p>
      {style && (
        <DrawPad
          strokes={strokes}
          onChange={(lines) => {
            setMine(undefined);
            setStrokes(lines);
          }}
        />
      )}
      <button type="button" className="button" disabled={!pictures?.count} onClick={next}>
        {style ? "Or ask about one of my pictures" : "Next picture"}
      </button>
      {sheet === undefined ? (
        <p className="muted">
          Classes:{" "}
          {Array.from({ length: work.classes }, (_, label) => nameOfClass(work.dataset, label)).join(", ")}
        </p>
      ) : (
        <div className="asked">
          <figure>
            <PictureSheet fill pictures={sheet} label="The picture that the models see" />
            <figcaption className="small muted">
              {mine === undefined || !pictures
                ? "what the models see"
                : `my picture: ${nameOfClass(work.dataset, pictures.labels[mine])}`}
            </figcaption>
          </figure>
          {answer?.question === id ? (
            <Answers answer={answer} dataset={work.dataset} />
          ) : (
            <p className="muted">waiting for the models of the next round</p>
          )}
        </div>
      )}
    </div>
  );
}

function pictureAt({ pixels, height, width, channels }: Pictures, place: number): Uint8Array<ArrayBuffer> {
  const size = height * width * channels;
  return pixels.slice(place * size, (place + 1) * size);
}

/** Asks while the component is mounted, again in a new run. Returns the question's number. */
function useAsked(picture: Uint8Array | undefined, run: string, say: AskModelProps["say"]): number {
  const [id, setId] = useState(0);
  const last = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run forgets the question
  useEffect(() => {
    if (picture === undefined) return;
    last.current++;
    setId(last.current);
    say({ kind: "ask", question: { id: last.current, picture } });
    return () => say({ kind: "ask" });
  }, [picture, run, say]);
  return id;
}
