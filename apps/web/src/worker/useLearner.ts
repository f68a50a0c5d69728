import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { useEffect, useRef, useState } from "react";
import type { FromLearner, Pictures, ToLearner } from "../learner/messages";

export interface LearnerHandle {
  view: LearnerView;
  pictures: Pictures | undefined;
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
          if (data.token === undefined) sessionStorage.removeItem(key);
          else sessionStorage.setItem(key, data.token);
          return;
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
    const token = sessionStorage.getItem(key) ?? undefined;
    say({ kind: "start", room, token, forced, hidden: document.hidden, place });
    learner.current = worker;
    return () => {
      document.removeEventListener("visibilitychange", sayHidden);
      say({ kind: "leave" }); // the learner closes itself after it has left the room
      worker.onmessage = null;
    };
  }, [room, slot, forced, place]);

  return { view, pictures, say: (message) => learner.current?.postMessage(message) };
}
