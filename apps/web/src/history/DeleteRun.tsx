import { useRef, useState } from "react";
import { historyRequest } from "./historyApi";

export interface DeleteRunProps {
  room: string;
  token: string;
  run: string;
  /** The run that the class is in cannot be deleted. */
  isCurrent: boolean;
  onDeleted(): void;
  onProblem(sentence: string): void;
}

/** Deletes a run for good, once the teacher has said so a second time. */
export function DeleteRun({ room, token, run, isCurrent, onDeleted, onProblem }: DeleteRunProps) {
  const first = useRef<HTMLButtonElement>(null);
  const [asks, setAsks] = useState(false);
  async function remove() {
    try {
      await historyRequest({ room, token, run, method: "DELETE" });
      onDeleted();
    } catch (error) {
      setAsks(false);
      onProblem(error instanceof Error ? error.message : String(error));
    }
  }
  return (
    <span className="run-delete" data-asks={asks}>
      <button
        ref={first}
        type="button"
        className="button small-button"
        disabled={isCurrent}
        title={
          isCurrent
            ? "The class is in this run: start another with Again or Reset, then delete this one"
            : undefined
        }
        onClick={() => (asks ? void remove() : setAsks(true))}
      >
        {asks ? "Yes, delete it for good" : "Delete"}
      </button>
      {asks && (
        <button
          type="button"
          className="button small-button quiet"
          onClick={() => {
            setAsks(false);
            first.current?.focus();
          }}
        >
          Keep it
        </button>
      )}
    </span>
  );
}
