import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Death } from "../learner/ladder";
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

  /** What a learner must hear again that takes the place of one whose backend died. */
  const lasting = useRef(new Map<ToLearner["kind"], ToLearner>());

  useEffect(() => {
    const key = `honest-majority:worker:${room}:${slot}`;
    const say = (message: ToLearner) => learner.current?.postMessage(message);
    const begin = (deaths: readonly Death[]) => {
      const worker = new Worker(new URL("../learner/main.ts", import.meta.url), {
        type: "module",
        name: slot,
      });
      learner.current = worker;
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
          case "died":
            worker.onmessage = null;
            worker.terminate(); // and with it the contexts of the dead backend
            return begin([...deaths, data.death]);
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
      say({ kind: "start", room, token: readKept(key), forced, hidden: document.hidden, place, deaths });
      for (const message of lasting.current.values()) say(message);
    };
    begin([]);
    const sayHidden = () => say({ kind: "visibility", hidden: document.hidden });
    document.addEventListener("visibilitychange", sayHidden);
    return () => {
      document.removeEventListener("visibilitychange", sayHidden);
      say({ kind: "leave" }); // the learner closes itself after it has left the room
      if (learner.current) learner.current.onmessage = null;
    };
  }, [room, slot, forced, place]);

  const say = useCallback((message: ToLearner) => {
    if (message.kind === "draw" || message.kind === "ask") lasting.current.set(message.kind, message);
    learner.current?.postMessage(message);
  }, []);
  return { view, pictures, answer, say };
}
