import type { RunState } from "@honest-majority/protocol";
import { useShallow } from "../../ui/pageStore";
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
  // without the round: what may be done is the same in all rounds
  const state = useDashboard(
    useShallow(({ run }) => ({ phase: run.phase, pausing: run.phase === "running" && run.pausing })),
  );
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

const mayToggle = ({ phase, pausing }: { phase: RunState["phase"]; pausing: boolean }) =>
  phase === "running" ? !pausing : phase !== "finished";
const mayStep = ({ phase }: { phase: RunState["phase"] }) => phase === "lobby" || phase === "paused";
