import { armLabel, type WorkerView } from "@honest-majority/protocol";
import { useMemo } from "react";
import { type ArmStyle, armStyles } from "../chart/armStyle";
import { pageStore, useShallow } from "../ui/pageStore";
import { type DashboardState, NOTHING_YET } from "./state";
import type { WorkerVerdict } from "./verdicts";
import { useView } from "./view";

/** What the coordinator sent. `link.ts` writes it; each component reads only what it shows. */
export const useDashboard = pageStore<DashboardState>(NOTHING_YET);

/** The facts of the watched room. Throws before there is one. */
export function useRoom() {
  const room = useDashboard((state) => state.room);
  if (room === undefined) throw new Error("useRoom: a room must be watched, got none");
  return room;
}

/** The labels of the run's arms, in their order. */
export function useLabels(): readonly string[] {
  return useDashboard(useShallow(({ room }) => room?.config.arms.map(armLabel) ?? []));
}

/** How each arm looks, by its label. */
export function useLooks(): ReadonlyMap<string, ArmStyle> {
  const arms = useDashboard(({ room }) => room?.config.arms);
  return useMemo(() => {
    const styles = armStyles(arms ?? []);
    return new Map(arms?.map((arm, i) => [armLabel(arm), styles[i]]));
  }, [arms]);
}

export function useWorker(id: string): WorkerView | undefined {
  return useDashboard(({ workers }) => workers[id]);
}

const NO_VERDICTS: readonly WorkerVerdict[] = [];

/** What each arm did with the worker's last update, in the order of the arms. */
export function useVerdicts(id: string): readonly WorkerVerdict[] {
  return useDashboard(({ last }) => last?.verdicts[id] ?? NO_VERDICTS);
}

/** Whether this screen shows roles, and what they can be derived from. */
export function useShowsTruth(): boolean {
  const { secret, revealed } = useDashboard((state) => state.class);
  const hidden = useView((view) => view.hideTruth ?? secret);
  return revealed || !hidden;
}

/** Whether this screen shows verdicts: only after the reveal. */
export function useRevealed(): boolean {
  return useDashboard((state) => state.class.revealed);
}
