import { useEffect, useId, useRef } from "react";

export interface UnsavedQuestionProps {
  /** The labels of the settings that were edited. */
  labels: string;
  onKeep(): void;
  onDiscard(): void;
}

/** Asked before edits would be lost. The safe answer has the focus. */
export function UnsavedQuestion({ labels, onKeep, onDiscard }: UnsavedQuestionProps) {
  const keep = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => keep.current?.focus(), []);
  return (
    <div className="unsaved" role="alertdialog" aria-labelledby={id}>
      <p id={id}>
        Not applied yet: <strong>{labels}</strong>. Discard these edits?
      </p>
      <div className="button-row">
        <button ref={keep} type="button" className="button primary" onClick={onKeep}>
          Keep editing
        </button>
        <button type="button" className="button" onClick={onDiscard}>
          Discard
        </button>
      </div>
    </div>
  );
}
