import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, FromLearner, Pictures, ToLearner } from "../learner/messages";
import { keep, readKept } from "../ui/tabStorage";

export interface LearnerHandle {
  view: LearnerView;
  pictures: Pictures | undefined;
  /** The last answer to a question. */
  answer: Answer | undefined;
  say(message: ToLearner): void;
}

/** Runs a learner (a Web Worker) while the component is mounted, and keeps its token in this tab. */
export function useLearner({
  room,
  slot,
  forced,
  place,
}: {
  room: string;
  slot: string;
  forced?: string;
  /** The worker's place among those of the page. */
  place: number;
}): LearnerHandle {
  const [view, setView] = useState<LearnerView>(EMPTY_VIEW);
  const [pictures, setPictures] = useState<Pictures>();
  const [answer, setAnswer] = useState<Answer>();
  const learner = useRef<Worker>(undefined);

  useEffect(() => {
    const key = `honest-majority:worker:${room}:${slot}`;
    const worker = new Worker(new URL("../learner/main.ts", import.meta.url), { type: "module", name: slot });
    const say = (message: ToLearner) => worker.postMessage(message);
    worker.onmessage = ({ data }: MessageEvent<FromLearner>) => {
      switch (data.kind) {
        case "view":
          return setView(data.view);
        case "pictures":
          return setPictures(data.pictures);
        case "token":
          keep(key, data.token);
          return;
        case "answer":
          return setAnswer(data.answer);
        case "measured":
          return; // only the report asks
        default:
          data satisfies never;
      }
    };
    worker.onerror = ({ message }) =>
      setView({
        ...EMPTY_VIEW,
        link: {
          kind: "stopped",
          title: "The worker did not start",
          advice: `Reload the page, or try another browser. (${message || "its script did not load"})`,
          mayRejoin: true,
        },
      });
    const sayHidden = () => say({ kind: "visibility", hidden: document.hidden });
    document.addEventListener("visibilitychange", sayHidden);
    const token = readKept(key);
    say({ kind: "start", room, token, forced, hidden: document.hidden, place });
    learner.current = worker;
    return () => {
      document.removeEventListener("visibilitychange", sayHidden);
      say({ kind: "leave" }); // the learner closes itself after it has left the room
      worker.onmessage = null;
    };
  }, [room, slot, forced, place]);

  const say = useCallback((message: ToLearner) => learner.current?.postMessage(message), []);
  return { view, pictures, answer, say };
}
