import type { RunConfig } from "./runConfig";
import { type RUN_SETTINGS, type SettingName, settingRegistry } from "./settings/runSettings";

type Settings = typeof RUN_SETTINGS;
type WorkerFields = {
  [K in SettingName]: Settings[K] extends { worker: true }
    ? Settings[K] extends { in: infer Group }
      ? Group
      : K
    : never;
}[SettingName];

/**
 * The fields of a run's config that hold a setting marked `worker`. An assignment carries them whole, so that a new one
 * reaches every learner.
 */
export type Training = Pick<RunConfig, WorkerFields & keyof RunConfig>;

export function trainingOf(config: RunConfig): Training {
  const fields = Object.entries(settingRegistry).flatMap(([name, setting]) =>
    setting.worker === true ? [setting.in ?? name] : [],
  );
  const held = fields.map((field) => [field, config[field as keyof RunConfig]]);
  return Object.fromEntries(held.filter(([, value]) => value !== undefined)) as Training;
}
