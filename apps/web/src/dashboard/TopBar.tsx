import type { RoundProgress, RunConfig, RunState } from "@honest-majority/protocol";
import type { ReactNode } from "react";
import { Brand } from "../ui/Logo";
import { describeRound, describeState } from "./describe";

export interface TopBarProps {
  room: string;
  state: RunState;
  config: RunConfig;
  progress?: RoundProgress;
  onInvite(): void;
  onSettings(): void;
  children: ReactNode;
}

export function TopBar({ room, state, config, progress, onInvite, onSettings, children }: TopBarProps) {
  return (
    <header className="top-bar">
      <h1 className="brand-heading">
        <Brand />
      </h1>
      <button type="button" className="room-button" onClick={onInvite}>
        <span className="muted">room</span>
        <strong data-testid="room-code">{room}</strong>
        <span className="visually-hidden">: show how to join</span>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18v2" />
        </svg>
      </button>
      <p className="run-state" data-testid="run-state" data-phase={state.phase}>
        <span className="state-dot" aria-hidden="true" />
        {describeState(state)}
      </p>
      <p className="round-now tabular">
        <span data-testid="round" data-round={state.phase === "lobby" ? undefined : state.round}>
          {describeRound(state, config.rounds)}
        </span>
        {progress && (
          <progress
            value={progress.arrived.length}
            max={Math.max(1, progress.invited.length)}
            aria-label={`${progress.arrived.length} of ${progress.invited.length} updates received`}
          />
        )}
      </p>
      <div className="top-actions">
        {children}
        <button type="button" className="button" onClick={onSettings}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 7h10M18 7h2M4 17h2M10 17h10M14 4v6M8 14v6" />
          </svg>
          Settings
        </button>
      </div>
    </header>
  );
}
