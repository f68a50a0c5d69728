import type { RunState } from "@honest-majority/protocol";
import { useCommands } from "../commands";
import { useDashboard } from "../store";

export interface RunControl {
  /** Starts, pauses or resumes; undefined when the run cannot do that now. */
  toggle?: () => void;
  step?: () => void;
  closeRound?: () => void;
  again?: () => void;
  reset?: () => void;
}

/** What the run's state allows now, for the bar and the keys. */
export function useRunControl(): RunControl {
  const state = useDashboard(({ run }) => run);
  const isWatching = useDashboard(({ connection }) => connection.kind === "watching");
  const commands = useCommands();
  if (!isWatching) return {};
  return {
    toggle: mayToggle(state)
      ? () => void (state.phase === "running" ? commands.pause() : commands.start())
      : undefined,
    step: mayStep(state) ? () => void commands.step() : undefined,
    closeRound: state.phase === "running" ? () => void commands.closeRound() : undefined,
    again: state.phase === "lobby" ? undefined : () => void commands.again(false),
    reset: state.phase === "lobby" ? undefined : () => void commands.reset(),
  };
}

const mayToggle = (state: RunState) =>
  state.phase === "running" ? !state.pausing : state.phase !== "finished";
const mayStep = ({ phase }: RunState) => phase === "lobby" || phase === "paused";
