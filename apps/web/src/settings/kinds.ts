/** Converts settings of each kind between the config's value and the form's. Pure. */
import { type Setting, type Turn, turnsText } from "@honest-majority/protocol";
import { type Choice, choiceIn, configIn } from "../ui/choice";
import { entryIn } from "../ui/registry";
import { numberOf, typedValue } from "../ui/typed";
import { type ArmDraft, armConfigOf, armDraftOf, checkableArmOf } from "./armDraft";

export type SettingKind = Setting["kind"];
export type SettingOf<Kind extends SettingKind> = Extract<Setting, { kind: Kind }>;

/** The form's value of a setting; an empty text means the default. */
export interface TypedAs {
  integer: string;
  number: string;
  integers: string;
  choice: string;
  name: string;
  boolean: boolean;
  config: Choice;
  arms: readonly ArmDraft[];
  turns: string;
}

interface KindOf<Kind extends SettingKind> {
  /** The form's value for a config's value, which may be absent. */
  typed(value: unknown, setting: SettingOf<Kind>): TypedAs[Kind];
  /** The config's value; undefined means the default. */
  value(typed: TypedAs[Kind], setting: SettingOf<Kind>): unknown;
  /** Like `value`, without the parts that this page does not know and cannot check. Unset: the same as `value`. */
  checkable?(typed: TypedAs[Kind], setting: SettingOf<Kind>): unknown;
}

const text = (value: unknown) => (value === undefined ? "" : String(value));
const written = {
  typed: text,
  value: (typed: string, setting: Pick<SettingOf<"integers" | "choice">, "kind">) =>
    typedValue(setting, typed),
};

const KINDS: { readonly [Kind in SettingKind]: KindOf<Kind> } = {
  integer: {
    typed: shown,
    value(typed, setting) {
      const number = meant(typed, setting);
      // 0.29 s is 290.00000000000006 ms
      return typeof number === "number" && setting.shownIn !== undefined ? Math.round(number) : number;
    },
  },
  number: { typed: shown, value: meant },
  integers: written,
  choice: written,
  name: { typed: text, value: (typed) => (typed === "" ? undefined : typed) },
  boolean: {
    typed: (value, setting) => (value === undefined ? setting.default : value === true),
    value: (typed) => typed,
  },
  config: {
    typed: (value, setting) => choiceIn(setting.of(), "kind", (value as object) ?? setting.default),
    value: (typed, setting) => configIn(setting.of(), "kind", typed),
    checkable: ({ kind, options }, setting) =>
      entryIn(setting.of(), kind) && configIn(setting.of(), "kind", { kind, options }),
  },
  arms: {
    typed: (value, setting) => ((value as ArmValue[]) ?? setting.default.map(plainArm)).map(armDraftOf),
    value: (typed) => typed.map(armConfigOf),
    checkable: (typed) => typed.map(checkableArmOf),
  },
  turns: {
    typed: (value) => (value === undefined ? "" : turnsText(value as Turn[])),
    value: (typed) => (typed.trim() === "" ? undefined : typed), // the schema reads it
  },
};

type ArmValue = Parameters<typeof armDraftOf>[0];
const plainArm = (rule: string): ArmValue => ({ aggregator: { rule }, preAggregators: [] });

/** Converts a number to the form's unit. */
function shown(value: unknown, { shownIn }: Pick<Setting, "shownIn">): string {
  return typeof value === "number" && shownIn !== undefined ? String(value / shownIn.factor) : text(value);
}

/** Converts it back to the config's unit. */
function meant(typed: string, { shownIn }: Pick<Setting, "shownIn">): number | string | undefined {
  const number = numberOf(typed);
  return typeof number === "number" ? number * (shownIn?.factor ?? 1) : number;
}

/** The kind of any setting. The form's value has the type of that kind. */
export function kindOf<Kind extends SettingKind>(setting: SettingOf<Kind>): KindOf<Kind> {
  return KINDS[setting.kind as Kind];
}
