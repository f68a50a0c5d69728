import type { ConfigOf, Option, OptionValue } from "@honest-majority/robust/facts";
import type { Arm } from "../arm";
import type { WithOptions } from "../optionSchema";
import type { Turn } from "../turn";

/** The parts of the settings form, in their order. */
export const SECTIONS = {
  data: "Data and model",
  rules: "Rules",
  byzantine: "Malicious workers",
  training: "Training",
  privacy: "Privacy",
  rounds: "Rounds",
  class: "Class",
} as const;
export type Section = keyof typeof SECTIONS;

/** The other settings that a setting may depend on. */
export interface OtherSettings {
  workers: number;
  f: number;
  attack: { kind: string };
  attackers?: number;
  turns?: readonly Turn[];
  quorum?: number;
  dataset: string;
  arms: readonly Arm[];
  privacy?: { noise?: number };
}

interface About {
  /** The label of its form field. */
  label: string;
  /** What it does, for the docs, a flag's help and the form's hint. */
  sentence: string;
  section: Section;
  /** The form shows it after the other settings of its section; the config's order of fields stays as it is. */
  last?: true;
  /** The object in the config that holds it; unset, the config itself. */
  in?: "algorithm" | "seeds" | "privacy";
  /** Its field in that object; unset, the setting's own name. */
  key?: string;
  /** A worker needs it: it is part of the assignment's `training`. */
  worker?: true;
  /** May change in mid-run, between two rounds; any other waits for a new run. See `waitingSettings`. */
  live?: true;
  /** Roles can be derived from it: in a secret run, only the instructor sees it before the reveal. It must be able to be absent. */
  tellsRoles?: true;
  /** The sentence for a person when the value does not fit the other settings. */
  check?(value: unknown, config: OtherSettings): string | undefined;
  /** Sentences for a person when the settings are allowed, but this one probably does not do what it is for. */
  advise?(config: OtherSettings): string | undefined;
  /** Whether the form shows it; unset, always. */
  applies?(config: Pick<OtherSettings, "dataset">): boolean;
  /** The unit in which the form shows a value that the config holds in another. */
  shownIn?: { unit: string; factor: number };
}

/** The name of an entry of a registry. */
export interface NameSetting {
  kind: "name";
  of(): Readonly<Record<string, { readonly name: string; readonly sentence?: string }>>;
  default?: string;
  /** In words, what an absent value means; for settings without a default. */
  unset?: string;
}

/** An entry of a registry under `kind`, and its options beside it. */
export interface ConfigSetting {
  kind: "config";
  of(): Readonly<Record<string, WithOptions & { readonly name: string; readonly sentence?: string }>>;
  default: { readonly kind: string };
}

/** The arms: rules that are compared on the same workers. */
export interface ArmsSetting {
  kind: "arms";
  most: number;
  default: readonly string[];
}

/** Who is malicious from which round on. */
export interface TurnsSetting {
  kind: "turns";
  most: number;
  /** In words, what an absent value means. */
  unset: string;
  default?: undefined; // absent by default
}

export type Setting = About & (Option | NameSetting | ConfigSetting | ArmsSetting | TurnsSetting);

/** The type of one setting's value. */
export type SettingValue<S> = S extends { kind: "name"; of(): infer Registry }
  ? keyof Registry & string
  : S extends { kind: "config"; of(): infer Registry }
    ? ConfigOf<Registry, "kind">
    : S extends { kind: "arms" }
      ? Arm[]
      : S extends { kind: "turns" }
        ? Turn[]
        : S extends Option
          ? OptionValue<S>
          : never;

/** What an absent value means, for a form's placeholder, a flag's help and a table. */
export function settingDefault(setting: Setting): string {
  if (setting.kind === "config") return setting.default.kind;
  if (setting.kind === "arms") return setting.default.join(",");
  return setting.default === undefined ? (setting.unset ?? "none") : String(setting.default);
}
