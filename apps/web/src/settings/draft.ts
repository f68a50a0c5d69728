/** The settings form's state. Pure; the run's schema checks it. */
import {
  adviceOn,
  RunConfig,
  type Setting,
  settingIn,
  settingPath,
  settingRegistry,
  settingSchema,
  withSettings,
} from "@honest-majority/protocol";
import { kindOf, type SettingKind, type SettingOf, type TypedAs } from "./kinds";
import { problemsOf } from "./problems";

export type Typed = TypedAs[SettingKind];

/** Apply sends `base` with the edited settings replaced and nothing else changed. */
export interface Draft {
  /** The config with which the form opened. It may hold fields that this page does not know. */
  base: object;
  /** What a person typed or chose, by the setting's name. */
  edits: Readonly<Record<string, Typed>>;
}

export function draftOf(config: object): Draft {
  return { base: config, edits: {} };
}

export function edited(draft: Draft, name: string, typed: Typed): Draft {
  return { ...draft, edits: { ...draft.edits, [name]: typed } };
}

/** Edits every setting that this page knows to its default. Other fields stay as they were. */
export function withDefaults({ base }: Draft): Draft {
  const defaults = RunConfig.parse({});
  const others = Object.entries(settingRegistry).flatMap(([name, setting]): [string, Typed][] => {
    const value = settingIn(defaults, name);
    const isDefault = JSON.stringify(settingIn(base, name)) === JSON.stringify(value);
    return isDefault ? [] : [[name, kindOf(setting).typed(value, setting)]];
  });
  return { base, edits: Object.fromEntries(others) };
}

/** The form's value of a setting: the edited one, or else the one in `base`. */
export function typedOf<Kind extends SettingKind>(
  { base, edits }: Draft,
  name: string,
  setting: SettingOf<Kind>,
): TypedAs[Kind] {
  if (Object.hasOwn(edits, name)) return edits[name] as TypedAs[Kind];
  return kindOf<Kind>(setting).typed(settingIn(base, name), setting);
}

/** The text of a setting whose form value is a text; otherwise empty. */
export function textOf(draft: Draft, name: string): string {
  const typed = typedOf(draft, name, settingRegistry[name]);
  return typeof typed === "string" ? typed : "";
}

/** Whether the form shows a setting, which may depend on other settings. */
export function applies(draft: Draft, { applies: rule }: Setting): boolean {
  return rule?.({ dataset: textOf(draft, "dataset") }) ?? true;
}

/** The config that a draft describes, not yet checked. */
export function configOf(draft: Draft): Record<string, unknown> {
  const before = draftOf(draft.base);
  const changed = Object.entries(settingRegistry).flatMap(([name, setting]): [string, unknown][] => {
    const isEdited = Object.hasOwn(draft.edits, name);
    if (!applies(draft, setting)) return isEdited || applies(before, setting) ? [[name, undefined]] : [];
    return isEdited ? [[name, kindOf(setting).value(typedOf(draft, name, setting), setting)]] : [];
  });
  const names = changed.map(([name]) => name);
  return withSettings(without(draft.base, names), Object.fromEntries(changed));
}

/** The part of the draft that this page can check: omits unknown fields, and unedited values that it does not know. */
function checkableOf(draft: Draft): Record<string, unknown> {
  const values = Object.entries(settingRegistry).flatMap(([name, setting]): [string, unknown][] => {
    if (!applies(draft, setting)) return [];
    const kind = kindOf(setting);
    const value = (kind.checkable ?? kind.value)(typedOf(draft, name, setting), setting);
    const isEdited = Object.hasOwn(draft.edits, name);
    return isEdited || settingSchema(setting).safeParse(value).success ? [[name, value]] : [];
  });
  return withSettings({}, Object.fromEntries(values));
}

/** The config without these settings. */
function without(config: object, names: readonly string[]): object {
  const left: Record<string, unknown> = { ...config };
  for (const name of names) {
    const [first, second] = settingPath(name);
    if (second === undefined) delete left[first];
    else if (left[first] !== undefined) {
      const { [second]: _, ...others } = left[first] as Record<string, unknown>;
      if (Object.keys(others).length > 0) left[first] = others;
      else delete left[first];
    }
  }
  return left;
}

/** Problems by the field's path in the config: "arms.0.aggregator.tau". */
export type Checked =
  | { ok: true; config: Record<string, unknown> }
  | { ok: false; problems: Record<string, string> };

export function check(draft: Draft): Checked {
  const parsed = RunConfig.safeParse(checkableOf(draft));
  if (parsed.success) return { ok: true, config: configOf(draft) };
  return { ok: false, problems: problemsOf(parsed.error, factors()) };
}

/** Why settings probably do not do what they are for, by the setting's name; empty while the draft has problems. */
export function adviceFor(draft: Draft): Record<string, string> {
  const parsed = RunConfig.safeParse(checkableOf(draft));
  return parsed.success ? adviceOn(parsed.data) : {};
}

/** The factor by which the form divides a setting's bounds if it shows another unit, by the setting's path. */
function factors(): Record<string, number> {
  return Object.fromEntries(
    Object.entries(settingRegistry).flatMap(([name, { shownIn }]) =>
      shownIn === undefined ? [] : [[settingPath(name).join("."), shownIn.factor]],
    ),
  );
}
