import { labelsOf } from "./midRun";

export interface SettingsFootProps {
  /** Edits that are not applied yet, by the setting's name. */
  changed: readonly string[];
  /** Of these, the ones that wait for a reset. */
  waiting: readonly string[];
  busy: boolean;
  /** Undefined: the settings have a problem. */
  onApplyAll?: () => void;
  /** Applies what does not wait. Undefined: there is nothing, or it does not hold alone. */
  onApplyNow?: () => void;
  onResetAndApply?: () => void;
  onDefaults(): void;
  onDiscard(): void;
}

/** What Apply would do, and the buttons for it. */
export function SettingsFoot(props: SettingsFootProps) {
  const { changed, waiting, busy, onApplyAll, onApplyNow, onResetAndApply, onDefaults, onDiscard } = props;
  const now = changed.filter((name) => !waiting.includes(name));
  return (
    <>
      {waiting.length > 0 ? (
        <p className="small">
          <strong>{labelsOf(waiting)}</strong> {waiting.length === 1 ? "waits" : "wait"} for a reset.
        </p>
      ) : (
        changed.length > 0 && (
          <p className="small">
            Not applied yet: <strong>{labelsOf(changed)}</strong>
          </p>
        )
      )}
      <div className="button-row">
        {waiting.length === 0 ? (
          <button type="submit" className="button primary" disabled={!onApplyAll}>
            {busy ? "Applying…" : "Apply"}
          </button>
        ) : (
          <>
            {now.length > 0 && (
              <button type="button" className="button primary" disabled={!onApplyNow} onClick={onApplyNow}>
                Apply now: {labelsOf(now)}
              </button>
            )}
            <button type="button" className="button" disabled={!onResetAndApply} onClick={onResetAndApply}>
              {busy ? "Applying…" : "Reset and apply all"}
            </button>
          </>
        )}
        <button type="button" className="button" onClick={onDefaults}>
          Defaults
        </button>
        {changed.length > 0 && (
          <button type="button" className="button quiet" onClick={onDiscard}>
            Discard
          </button>
        )}
      </div>
    </>
  );
}
