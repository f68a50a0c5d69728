import { useRef } from "react";
import { useVerdicts, useWorker } from "../store";
import { select, useView } from "../view";
import { RemoveWorker } from "./RemoveWorker";
import { SelectedRole } from "./SelectedRole";
import { keptText } from "./tileWords";
import { WorkerFacts } from "./WorkerFacts";

/** What is known of the selected worker, and what can be done with it. The same height with and without one. */
export function SelectedWorker() {
  const strip = useRef<HTMLElement>(null);
  const selected = useView((view) => view.selected) ?? "";
  const worker = useWorker(selected);
  return (
    <section
      ref={strip}
      className="card selected-worker"
      data-testid="selected-worker"
      aria-label="Selected worker"
      tabIndex={-1}
    >
      {worker === undefined ? (
        <p className="muted selected-hint">
          Select a worker to see what each rule did with its update. On the tiles, arrow keys move, F flips
          and Enter selects.
        </p>
      ) : (
        <>
          <WorkerFacts worker={worker} />
          <Kept id={worker.id} />
          <SelectedRole key={worker.id} worker={worker}>
            <RemoveWorker
              worker={worker}
              onRemoved={() => {
                select(undefined);
                strip.current?.focus();
              }}
            />
          </SelectedRole>
        </>
      )}
    </section>
  );
}

/** What each rule did with the worker's last update. A component of its own, because it changes with every round. */
function Kept({ id }: { id: string }) {
  const text = keptText(useVerdicts(id));
  return (
    <p className="selected-kept" title={text}>
      {text === "" ? "No update of this worker counted in the last round." : text}
    </p>
  );
}
