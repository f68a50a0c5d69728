import { type Setting, settingPath } from "@honest-majority/protocol";
import { nameIn } from "../ui/registry";
import { type Draft, type Typed, textOf, typedOf } from "./draft";
import { waits } from "./midRun";
import { SettingField } from "./SettingField";

export interface SettingsSectionProps {
  title: string;
  settings: readonly (readonly [name: string, setting: Setting])[];
  draft: Draft;
  /** Problems by the field's path in the config. */
  problems: Readonly<Record<string, string>>;
  /** Why a setting probably does not do what it is for, by setting. */
  advice?: Readonly<Record<string, string>>;
  /** Why a choice is unavailable, by setting and choice. */
  missing: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whether each field explains its setting. */
  explain: boolean;
  /** Whether a run is in progress: then a setting says if its changes wait for a reset. */
  midRun?: boolean;
  onEdit(name: string, typed: Typed): void;
}

/** One section of the form: short fields in a grid, then the fields that need a whole line. */
export function SettingsSection(props: SettingsSectionProps) {
  const { title, settings, draft, problems, advice = {}, missing, explain, midRun = false, onEdit } = props;
  const field = ([name, setting]: SettingsSectionProps["settings"][number]) => (
    <SettingField
      key={name}
      path={settingPath(name).join(".")}
      setting={setting}
      typed={typedOf(draft, name, setting)}
      hints={[...(midRun ? waitHints(name) : []), ...(explain ? [setting.sentence] : [])]}
      problems={problems}
      advice={advice[name]}
      missing={missing[name] ?? {}}
      run={{ workers: textOf(draft, "workers"), f: textOf(draft, "f") }}
      onChange={(typed) => onEdit(name, typed)}
    />
  );
  const short = settings.filter(([, setting]) => isShort(setting));
  const long = settings.filter(([, setting]) => !isShort(setting));
  return (
    <section>
      <h3>{title}</h3>
      {short.length > 0 && <div className="field-grid">{short.map(field)}</div>}
      {long.map(field)}
      {settings.map(([name, setting]) => (
        <Missing key={name} setting={setting} missing={missing[name] ?? {}} />
      ))}
    </section>
  );
}

/** What a change of the setting waits for while a run is in progress. */
function waitHints(name: string): string[] {
  if (name === "arms") return ["New rules join the run at once; to change or remove one waits for a reset."];
  return waits(name) ? ["waits for a reset"] : [];
}

function isShort({ kind }: Setting): boolean {
  return kind !== "arms" && kind !== "boolean";
}

/** The unavailable choices, and how to get them. */
function Missing({ setting, missing }: { setting: Setting; missing: Readonly<Record<string, string>> }) {
  const names = Object.keys(missing);
  if (setting.kind !== "name" || names.length === 0) return null;
  const title = (name: string) => nameIn(setting.of(), name);
  return (
    <details className="small muted">
      <summary>Not available: {names.map(title).join(", ")}. How to get them</summary>
      {names.map((name) => (
        <p key={name}>
          {title(name)}: {missing[name]}
        </p>
      ))}
    </details>
  );
}
