import { isPresent, type WorkerView } from "@honest-majority/protocol";
import { useRef, useState } from "react";
import { useCommands } from "../commands";

/** Removes a worker; asks first if it is here. */
export function RemoveWorker({ worker, onRemoved }: { worker: WorkerView; onRemoved(): void }) {
  const commands = useCommands();
  const first = useRef<HTMLButtonElement>(null);
  const [asks, setAsks] = useState(false);
  const isHere = isPresent(worker.presence);
  async function remove() {
    const answer = await commands.remove(worker.id);
    if (answer.ok) onRemoved();
  }
  function keep() {
    setAsks(false);
    first.current?.focus();
  }
  return (
    <div className="selected-remove" data-asks={asks}>
      <button
        ref={first}
        type="button"
        className="button small-button"
        onClick={() => (isHere && !asks ? setAsks(true) : void remove())}
      >
        {asks ? "Yes, remove it" : "Remove"}
      </button>
      {asks && (
        <button type="button" className="button small-button quiet" onClick={keep}>
          Keep it
        </button>
      )}
    </div>
  );
}
