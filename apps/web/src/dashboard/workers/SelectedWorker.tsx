import { useRef } from "react";
import { usePlace } from "../place";
import { useVerdicts, useWorker } from "../store";
import { select, useView } from "../view";
import { RecordedRole } from "./RecordedRole";
import { RemoveWorker } from "./RemoveWorker";
import { SelectedRole } from "./SelectedRole";
import { keptText } from "./tileWords";
import { WorkerFacts } from "./WorkerFacts";

/** What is known of the selected worker, and what can be done with it. The same height with and without one. */
export function SelectedWorker() {
  const strip = useRef<HTMLElement>(null);
  const selected = useView((view) => view.selected) ?? "";
  const worker = useWorker(selected);
  const isLive = usePlace() !== "record";
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
          Select a worker to see what each rule did with its update. On the tiles, arrow keys move,{" "}
          {isLive && "F flips "}and Enter selects.
        </p>
      ) : (
        <>
          <WorkerFacts worker={worker} />
          <Kept id={worker.id} />
          {isLive ? (
            <SelectedRole key={worker.id} worker={worker}>
              <RemoveWorker
                worker={worker}
                onRemoved={() => {
                  select(undefined);
                  strip.current?.focus();
                }}
              />
            </SelectedRole>
          ) : (
            <RecordedRole worker={worker} />
          )}
        </>
      )}
    </section>
  );
}

/** So many rules have room in one line. */
const ONE_LINE = 3;

/** What each rule did with the worker's last update. A component of its own, because it changes with every round. */
function Kept({ id }: { id: string }) {
  const verdicts = useVerdicts(id);
  const text = keptText(verdicts);
  return (
    <p className="selected-kept" data-many={verdicts.length > ONE_LINE}>
      {text === "" ? "No update of this worker counted in the last round." : text}
    </p>
  );
}
