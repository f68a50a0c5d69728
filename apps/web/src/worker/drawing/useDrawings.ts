import type { Drawing } from "@honest-majority/learning/facts";
import type { LearnerView } from "@honest-majority/worker/view";
import { useCallback, useEffect, useState } from "react";
import type { ToLearner } from "../../learner/messages";
import { tabStorage } from "../../ui/storage";
import { drawingsKey, drawingsText, parseDrawings } from "./kept";

export interface Drawings {
  drawings: readonly Drawing[];
  /** Whether they survive a reload of the tab. */
  kept: boolean;
  change(drawings: readonly Drawing[]): void;
}

const NONE: readonly Drawing[] = [];

/** The person's drawings for the data set of this run: kept in this tab, and given to its learner. */
export function useDrawings(
  room: string,
  work: LearnerView["work"],
  say: (message: ToLearner) => void,
): Drawings {
  const key = work && drawingsKey(room, work);
  const [state, setState] = useState({ key, drawings: NONE, kept: true });
  const drawings = state.key === key ? state.drawings : NONE;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds everything of `work` that counts here
  useEffect(() => {
    if (!work || key === undefined) return;
    const found = parseDrawings(tabStorage.read(key), work);
    setState({ key, drawings: found, kept: true });
    say({ kind: "draw", drawings: found });
  }, [key, say]);

  const change = useCallback(
    (next: readonly Drawing[]) => {
      if (key === undefined) return;
      const kept = tabStorage.keep(key, next.length === 0 ? undefined : drawingsText(next));
      setState({ key, drawings: next, kept });
      say({ kind: "draw", drawings: next });
    },
    [key, say],
  );
  return { drawings, kept: state.kept, change };
}
