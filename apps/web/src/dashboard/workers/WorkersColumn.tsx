import { useId } from "react";
import { type Place, usePlace } from "../place";
import { useDashboard } from "../store";
import { RoomGuardBar } from "./GuardBar";
import { SelectedWorker } from "./SelectedWorker";
import { Tiles } from "./Tiles";
import { WorkersHeader } from "./WorkersHeader";

const NO_ONE: Readonly<Record<Place, string>> = {
  coordinator:
    "No one is here yet. Show the class the room code, or open a swarm: several workers in one page of this machine.",
  page: "The workers of this page are starting.",
  record: "No worker had joined before this round.",
};

/** The workers, and below them the one that is selected. Fills its cell of the page's grid. */
export function WorkersColumn() {
  const title = useId();
  const place = usePlace();
  const isEmpty = useDashboard((state) => state.order.length === 0);
  return (
    <div className="workers-column">
      <section className="card workers-panel" aria-labelledby={title}>
        <WorkersHeader titleId={title} />
        <RoomGuardBar />
        {isEmpty ? <p className="muted waiting">{NO_ONE[place]}</p> : <Tiles />}
      </section>
      <SelectedWorker />
    </div>
  );
}
