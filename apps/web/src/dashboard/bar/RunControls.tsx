import { PACES, type Pace } from "@honest-majority/protocol";
import { Icon, type IconName } from "../../ui/Icon";
import { useCommands } from "../commands";
import { useDashboard } from "../store";
import { useRunControl } from "./useRunControl";

/** Start or Pause, Step, pace and Again. Where the bar is narrow, all but the first move into the menu. */
export function RunControls() {
  const phase = useDashboard(({ run }) => run.phase);
  const { toggle, step, again } = useRunControl();
  const running = phase === "running";
  return (
    <>
      <BarButton
        className="primary"
        icon={running ? "pause" : "play"}
        label={running ? "Pause" : phase === "paused" ? "Resume" : "Start"}
        onClick={toggle}
      />
      <BarButton className="wide-only" icon="step" label="Step" onClick={step} />
      <PaceSelect />
      <BarButton
        className="wide-only"
        icon="again"
        label="Again"
        title="The same settings from the start, everybody honest; this run's curves stay visible under the new ones"
        onClick={again}
      />
    </>
  );
}

export interface BarButtonProps {
  icon: IconName;
  label: string;
  className?: string;
  title?: string;
  pressed?: boolean;
  testId?: string;
  /** Undefined: disabled. */
  onClick?: () => void;
}

/** A button whose text gives way to its icon where the bar is narrow. */
export function BarButton({ icon, label, className = "", title, pressed, testId, onClick }: BarButtonProps) {
  return (
    <button
      type="button"
      className={`button ${className}`}
      title={title}
      aria-pressed={pressed}
      data-testid={testId}
      disabled={onClick === undefined}
      onClick={onClick}
    >
      <Icon name={icon} />
      <span className="bar-text">{label}</span>
    </button>
  );
}

function PaceSelect() {
  const pace = useDashboard((state) => state.class.pace);
  const { setClass } = useCommands();
  return (
    <label className="pace wide-only">
      <span className="visually-hidden">Pace</span>
      <select
        value={pace}
        title="How fast rounds follow each other"
        onChange={(event) => void setClass({ pace: event.target.value as Pace })}
      >
        {Object.entries(PACES).map(([key, { short, name }]) => (
          <option key={key} value={key} title={name}>
            {short}
          </option>
        ))}
      </select>
    </label>
  );
}
