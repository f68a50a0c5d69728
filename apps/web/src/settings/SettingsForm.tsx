import { type Answer, SECTIONS, type Section, settingRegistry } from "@honest-majority/protocol";
import { type FormEvent, useState } from "react";
import { applies, check, draftOf, edited, type Typed, withDefaults } from "./draft";
import { summaryOf } from "./problems";
import { SettingsSection } from "./SettingsSection";

export interface SettingsFormProps {
  /** The config that the coordinator sent. It may hold fields that this page does not know. */
  config: object;
  /** The data sets that the coordinator knows, and what it lacks to serve one. */
  datasets: readonly { name: string; missing?: string }[];
  /** Why the settings may not be changed now; undefined if they may. */
  locked: string | undefined;
  onApply(config: unknown): Promise<Answer>;
  onDone(): void;
}

/** Every run setting, section by section. The same schema checks it here and at the coordinator. */
export function SettingsForm({ config, datasets, locked, onApply, onDone }: SettingsFormProps) {
  const [draft, setDraft] = useState(() => draftOf(config));
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [explain, setExplain] = useState(false);
  const checked = check(draft);
  const problems = checked.ok ? {} : checked.problems;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!checked.ok || busy) return;
    setBusy(true);
    const answer = await onApply(checked.config);
    setBusy(false);
    if (answer.ok) onDone();
    else setRefusal(answer.detail);
  }

  return (
    <form className="settings" onSubmit={submit} noValidate>
      {locked !== undefined && <p className="notice">{locked}</p>}
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
            explain={explain}
            missing={{ dataset: missingOf(datasets) }}
            onEdit={(name: string, typed: Typed) => setDraft((before) => edited(before, name, typed))}
          />
        ))}
        <div className="settings-foot">
          {refusal !== undefined && (
            <p className="field-problem" role="alert">
              {refusal}
            </p>
          )}
          {!checked.ok && <p className="field-problem">{summaryOf(problems)}</p>}
          <div className="button-row">
            <button type="submit" className="button primary" disabled={!checked.ok}>
              {busy ? "Applying…" : "Apply"}
            </button>
            <button type="button" className="button" onClick={() => setDraft(withDefaults)}>
              Defaults
            </button>
          </div>
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
