import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, GivenAway, Pictures, ToLearner } from "../learner/messages";
import { type LearnerTab, type LearnerTabRequest, openLearnerTab } from "./learnerTab";

export interface LearnerHandle {
  view: LearnerView;
  pictures: Pictures | undefined;
  /** The last answer to a question. */
  answer: Answer | undefined;
  /** The answer to the last look; null if there is nothing to show. */
  given: GivenAway | null | undefined;
  say(message: ToLearner): void;
}

/** Runs a learner while the component is mounted. */
export function useLearner({
  room,
  slot,
  forced,
  votes,
  place,
  pass,
  host,
}: LearnerTabRequest): LearnerHandle {
  const [view, setView] = useState<LearnerView>(EMPTY_VIEW);
  const [pictures, setPictures] = useState<Pictures>();
  const [answer, setAnswer] = useState<Answer>();
  const [given, setGiven] = useState<GivenAway | null>();
  const learner = useRef<LearnerTab>(undefined);

  useEffect(() => {
    const tab = openLearnerTab(
      { room, slot, forced, votes, place, pass, host },
      {
        view: setView,
        pictures: setPictures,
        answer: setAnswer,
        givenAway: (given) => setGiven(given ?? null),
      },
    );
    learner.current = tab;
    return () => tab.end();
  }, [room, slot, forced, votes, place, pass, host]);

  const say = useCallback((message: ToLearner) => learner.current?.say(message), []);
  return { view, pictures, answer, given, say };
}
