import { type Answer, RunConfig } from "@honest-majority/protocol";
import { type FormEvent, useState } from "react";
import { ArmsEditor } from "./ArmsEditor";
import { ByzantineFields } from "./ByzantineFields";
import { DataFields, type DatasetStatus } from "./DataFields";
import { type Draft, draftOf, judge } from "./draft";
import { PaceFields, TrainingFields } from "./TrainingFields";

export interface SettingsFormProps {
  config: RunConfig;
  datasets: readonly DatasetStatus[];
  /** Why nothing may be changed now; undefined when it may. */
  locked: string | undefined;
  onApply(config: RunConfig): Promise<Answer>;
  onDone(): void;
}

/** What one section of the form gets: the draft, its problems, and a way to change it. */
export interface SectionProps {
  draft: Draft;
  problems: Readonly<Record<string, string>>;
  edit(change: Partial<Draft>): void;
}

/** Everything that describes a run, judged by the run's one schema, here and at the coordinator. */
export function SettingsForm({ config, datasets, locked, onApply, onDone }: SettingsFormProps) {
  const [draft, setDraft] = useState(() => draftOf(config));
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);
  const judged = judge(draft);
  const problems = judged.ok ? {} : judged.problems;
  const section = { draft, problems, edit: (change: Partial<Draft>) => setDraft({ ...draft, ...change }) };

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!judged.ok || busy) return;
    setBusy(true);
    const answer = await onApply(judged.config);
    setBusy(false);
    if (answer.ok) onDone();
    else setRefusal(answer.detail);
  }

  return (
    <form className="settings" onSubmit={submit} noValidate>
      {locked !== undefined && <p className="notice">{locked}</p>}
      <fieldset className="settings-fields" disabled={locked !== undefined || busy}>
        <DataFields {...section} datasets={datasets} />
        <section>
          <h3>Rules on trial</h3>
          <ArmsEditor
            arms={draft.arms}
            workers={draft.workers}
            f={draft.f}
            problems={problems}
            onChange={(arms) => section.edit({ arms })}
          />
        </section>
        <ByzantineFields {...section} />
        <TrainingFields {...section} />
        <PaceFields {...section} />
        <div className="settings-foot">
          {refusal !== undefined && (
            <p className="field-problem" role="alert">
              {refusal}
            </p>
          )}
          {!judged.ok && <p className="field-problem">{summary(problems)}</p>}
          <div className="button-row">
            <button type="submit" className="button primary" disabled={!judged.ok}>
              {busy ? "Applying…" : "Apply"}
            </button>
            <button type="button" className="button" onClick={() => setDraft(draftOf(RunConfig.parse({})))}>
              Defaults
            </button>
          </div>
        </div>
      </fieldset>
    </form>
  );
}

function summary(problems: Readonly<Record<string, string>>): string {
  const [[path, message], ...others] = Object.entries(problems);
  return `${path === "" ? "" : `${path}: `}${message}${others.length === 0 ? "" : `, and ${others.length} more`}`;
}
