import { WORKER_STATUSES } from "@honest-majority/protocol";
import { type RefObject, useLayoutEffect } from "react";
import { useDashboard } from "../store";
import { type TileState, tileState } from "./tileState";

export function currentState(id: string): TileState | undefined {
  const { workers, progress } = useDashboard.getState();
  return workers[id] && tileState(workers[id], progress);
}

/**
 * Keeps the state that a tile shows up to date without rendering the tile: updates arrive many times a round, and each
 * changes only a small shape of some tiles.
 */
export function useTileState(id: string, tile: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const paint = () => {
      const state = currentState(id);
      if (state !== undefined && tile.current !== null) show(tile.current, state);
    };
    paint();
    return useDashboard.subscribe(paint);
  }, [id, tile]);
}

function show(tile: HTMLElement, state: TileState): void {
  if (tile.dataset.state === state) return;
  tile.dataset.state = state;
  tile.querySelector(".tile-state path")?.setAttribute("d", WORKER_STATUSES[state].tile.shape);
  const title = tile.querySelector(".tile-state title");
  if (title) title.textContent = WORKER_STATUSES[state].tile.says;
}
