import { type Answer, RunConfig, SECTIONS, type Section, settingRegistry } from "@honest-majority/protocol";
import { type FormEvent, useState } from "react";
import { adviceFor, applies, check, type Draft, draftOf, type Typed, withDefaults } from "./draft";
import { dropEdits, keepEdit, keepEdits, useKeptEdits } from "./keptEdits";
import { changedIn, changedMeanwhile, labelsOf, waitingIn, without } from "./midRun";
import { summaryOf } from "./problems";
import { SettingsFoot } from "./SettingsFoot";
import { SettingsSection } from "./SettingsSection";

export interface SettingsFormProps {
  /** The config that the coordinator sent. It may hold fields that this page does not know. */
  config: object;
  /** The data sets that the coordinator knows, and what it lacks to serve one. */
  datasets: readonly { name: string; missing?: string }[];
  /** Why the settings may not be changed now; undefined if they may. */
  locked: string | undefined;
  /** While a run is in progress, some settings wait for a reset. Undefined: none does. */
  midRun?: { onReset(): Promise<Answer> };
  onApply(config: unknown): Promise<Answer>;
  onDone(): void;
}

/** Every run setting, section by section. The same schema checks it here and at the coordinator. */
export function SettingsForm({ config, datasets, locked, midRun, onApply, onDone }: SettingsFormProps) {
  const { edits, since } = useKeptEdits((kept) => kept);
  const draft: Draft = { ...draftOf(config), edits };
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [explain, setExplain] = useState(false);
  const checked = check(draft);
  const problems = checked.ok ? {} : checked.problems;
  const advice = adviceFor(draft);
  const changed = changedIn(draft);
  const waiting = midRun === undefined ? [] : waitingIn(draft);
  const now = check(without(draft, waiting));
  const meanwhile = since === undefined ? [] : changedMeanwhile(since, draft);

  /** Applies a config, and keeps the edits of the settings `left`. */
  async function apply(wanted: object, left: readonly string[]) {
    if (busy) return;
    setBusy(true);
    const answer = await onApply(wanted);
    setBusy(false);
    setRefusal(answer.ok ? undefined : answer.detail);
    if (!answer.ok) return;
    const rest = Object.entries(edits).filter(([name]) => left.includes(name));
    keepEdits(RunConfig.safeParse(wanted).data ?? config, Object.fromEntries(rest));
    if (left.length === 0) onDone();
  }

  async function resetAndApply() {
    if (!checked.ok || busy || midRun === undefined) return;
    setBusy(true);
    const answer = await midRun.onReset();
    setBusy(false);
    if (answer.ok) await apply(checked.config, []);
    else setRefusal(answer.detail);
  }

  const applyAll = checked.ok && !busy ? () => void apply(checked.config, []) : undefined;

  return (
    <form
      className="settings"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (waiting.length === 0) applyAll?.();
      }}
      noValidate
    >
      {locked !== undefined && <p className="notice">{locked}</p>}
      {midRun !== undefined && (
        <p className="notice">
          A run is in progress. Settings that do not wait for a reset change between two rounds, and rules can
          be added.
        </p>
      )}
      {meanwhile.length > 0 && (
        <p className="notice" role="status">
          Meanwhile another dashboard changed: {labelsOf(meanwhile)}. Your own edits are kept.
        </p>
      )}
      <button
        type="button"
        className="button explain"
        aria-pressed={explain}
        onClick={() => setExplain(!explain)}
      >
        Explain every setting
      </button>
      <fieldset className="settings-fields" disabled={locked !== undefined || busy}>
        {(Object.keys(SECTIONS) as Section[]).map((section) => (
          <SettingsSection
            key={section}
            title={SECTIONS[section]}
            settings={settingsOf(section).filter(([, setting]) => applies(draft, setting))}
            draft={draft}
            problems={problems}
            advice={advice}
            explain={explain}
            midRun={midRun !== undefined}
            missing={{ dataset: missingOf(datasets) }}
            onEdit={(name: string, typed: Typed) => keepEdit(config, name, typed)}
          />
        ))}
        <div className="settings-foot">
          {refusal !== undefined && (
            <p className="field-problem" role="alert">
              {refusal}
            </p>
          )}
          {!checked.ok && <p className="field-problem">{summaryOf(problems)}</p>}
          <SettingsFoot
            changed={changed}
            waiting={waiting}
            busy={busy}
            onApplyAll={applyAll}
            onApplyNow={now.ok && !busy ? () => void apply(now.config, waiting) : undefined}
            onResetAndApply={checked.ok && !busy ? () => void resetAndApply() : undefined}
            onDefaults={() => keepEdits(config, withDefaults(draft).edits)}
            onDiscard={dropEdits}
          />
        </div>
      </fieldset>
    </form>
  );
}

/** The settings of a section, with those marked `last` at the end. */
function settingsOf(section: Section) {
  const settings = Object.entries(settingRegistry).filter(([, setting]) => setting.section === section);
  return [...settings.filter(([, { last }]) => !last), ...settings.filter(([, { last }]) => last)];
}

/** What the coordinator lacks, by the data set's name. */
function missingOf(datasets: SettingsFormProps["datasets"]): Record<string, string> {
  return Object.fromEntries(
    datasets.flatMap(({ name, missing }) => (missing === undefined ? [] : [[name, missing]])),
  );
}
