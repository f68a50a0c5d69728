import type { RunState } from "@honest-majority/protocol";

export interface RunControlsProps {
  state: RunState;
  disabled: boolean;
  onStart(): void;
  onPause(): void;
  onStep(): void;
  onSkip(): void;
  onReset(): void;
}

/** The buttons Start or Pause, Step and Reset, and Skip while a round is open. */
export function RunControls({
  state,
  disabled,
  onStart,
  onPause,
  onStep,
  onSkip,
  onReset,
}: RunControlsProps) {
  const running = state.phase === "running";
  const over = state.phase === "finished";
  return (
    <div className="button-row run-controls">
      {running ? (
        <button
          type="button"
          className="button primary"
          disabled={disabled || state.pausing}
          onClick={onPause}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path className="solid" d="M6 4h4v16H6zM14 4h4v16h-4z" />
          </svg>
          Pause
        </button>
      ) : (
        <button type="button" className="button primary" disabled={disabled || over} onClick={onStart}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path className="solid" d="M6 3l15 9-15 9z" />
          </svg>
          {state.phase === "paused" ? "Resume" : "Start"}
        </button>
      )}
      <button type="button" className="button" disabled={disabled || running || over} onClick={onStep}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path className="solid" d="M4 4l11 8-11 8zM17 4h3v16h-3z" />
        </svg>
        Step
      </button>
      {running && (
        <button
          type="button"
          className="button"
          disabled={disabled}
          onClick={onSkip}
          title="Close the open round with the updates received so far"
        >
          Close round
        </button>
      )}
      <button
        type="button"
        className="button"
        disabled={disabled || state.phase === "lobby"}
        onClick={onReset}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 12a8 8 0 1 0 2.4-5.7M6 2v5h5" />
        </svg>
        Reset
      </button>
    </div>
  );
}
