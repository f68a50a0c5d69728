/**
 * Which settings may change in mid-run. Those marked `live` are read by the coordinator alone, again in each round. The
 * others wait for a new run: seed, data set, model, shards, partition, augmentation, batch size, local steps, momentum and privacy
 * because every worker has loaded or computed something from them; a normalized step because it needs another η, so that the
 * curves before and after could not be compared; the attackers at start because a run starts once.
 */
import { armLabel } from "../arm";
import { armTitle } from "../armTitle";
import { type RunConfig, settingIn } from "../runConfig";
import { RUN_SETTINGS, type SettingName, settingRegistry } from "./runSettings";

const names = Object.keys(RUN_SETTINGS) as SettingName[];
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b); // one schema wrote both

/** The settings whose values differ, in the order of the settings. */
export function changedSettings(before: RunConfig, after: RunConfig): SettingName[] {
  return names.filter((name) => !same(settingIn(before, name), settingIn(after, name)));
}

/** The arms that `after` adds at the end; undefined if it does not keep all arms of `before` in their places. */
export function addedArms(before: RunConfig, after: RunConfig): RunConfig["arms"] | undefined {
  const kept = after.arms.slice(0, before.arms.length);
  return same(kept, before.arms) ? after.arms.slice(before.arms.length) : undefined;
}

/** Of the changed settings, those that wait for a new run. Arms may be added at the end in mid-run. */
export function waitingSettings(before: RunConfig, after: RunConfig): SettingName[] {
  return changedSettings(before, after).filter((name) =>
    name === "arms" ? addedArms(before, after) === undefined : settingRegistry[name].live !== true,
  );
}

/** The sentence for a person that names each of these settings; undefined for none. */
export function describeWaiting(before: RunConfig, after: RunConfig): string | undefined {
  const waiting = waitingSettings(before, after);
  if (waiting.length === 0) return undefined;
  const labels = waiting.map((name) =>
    name === "arms" ? `Rules (${armsInTheWay(before, after)})` : RUN_SETTINGS[name].label,
  );
  const they = labels.length === 1 ? "this setting waits" : "these settings wait";
  return `${they} for a reset: ${labels.join("; ")}`;
}

function armsInTheWay(before: RunConfig, after: RunConfig): string {
  const kept = new Set(after.arms.map((arm) => JSON.stringify(arm)));
  const gone = before.arms
    .filter((arm) => !kept.has(JSON.stringify(arm)))
    .map((arm) => armTitle(armLabel(arm)));
  if (gone.length === 0) return "in mid-run, new rules come after the others";
  return `in mid-run, rules are only added: ${gone.join(", ")} must stay as ${gone.length === 1 ? "it is" : "they are"}`;
}
