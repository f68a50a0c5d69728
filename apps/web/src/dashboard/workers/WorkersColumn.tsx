import { useId } from "react";
import { useDashboard } from "../store";
import { RoomGuardBar } from "./GuardBar";
import { SelectedWorker } from "./SelectedWorker";
import { Tiles } from "./Tiles";
import { WorkersHeader } from "./WorkersHeader";

/** The workers, and below them the one that is selected. Fills its cell of the page's grid. */
export function WorkersColumn() {
  const title = useId();
  const isEmpty = useDashboard((state) => state.order.length === 0);
  return (
    <div className="workers-column">
      <section className="card workers-panel" aria-labelledby={title}>
        <WorkersHeader titleId={title} />
        <RoomGuardBar />
        {isEmpty ? (
          <p className="muted waiting">
            No one is here yet. Show the class the room code, or open a swarm: several workers in one page of
            this machine.
          </p>
        ) : (
          <Tiles />
        )}
      </section>
      <SelectedWorker />
    </div>
  );
}
