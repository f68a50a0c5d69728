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
  const verdicts = useVerdicts(selected);
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
          <p className="selected-kept" title={keptText(verdicts)}>
            {verdicts.length === 0 ? "no update of its own in the last round" : keptText(verdicts)}
          </p>
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
