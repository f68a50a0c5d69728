import type { RunConfig } from "./runConfig";
import { settingRegistry } from "./settings/runSettings";
import type { OtherSettings } from "./settings/setting";

/** For each setting of a valid config that probably does not do what it is for: why, and what to do. By the setting's name. */
export function adviceOn(config: RunConfig): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settingRegistry).flatMap(([name, setting]) => {
      const advice = setting.advise?.(config as OtherSettings);
      return advice === undefined ? [] : [[name, advice]];
    }),
  );
}
