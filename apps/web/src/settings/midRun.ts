/** Which edits of a draft a run takes between two rounds, and which wait for a reset. Pure. */
import { settingIn, settingRegistry, settingSchema } from "@honest-majority/protocol";
import { type Draft, typedOf } from "./draft";
import { kindOf } from "./kinds";

/** The edited settings whose values differ from the run's, in the order of the settings. */
export function changedIn(draft: Draft): string[] {
  return Object.keys(settingRegistry).filter((name) => {
    if (!Object.hasOwn(draft.edits, name)) return false;
    const { before, after } = valuesOf(draft, name);
    return JSON.stringify(before) !== JSON.stringify(after);
  });
}

/** Of the changed settings, those that wait for a reset. New rules at the end do not. */
export function waitingIn(draft: Draft): string[] {
  return changedIn(draft).filter((name) => (name === "arms" ? !onlyAdds(draft) : waits(name)));
}

/** Whether any change of the setting waits for a reset. */
export function waits(name: string): boolean {
  return name !== "arms" && settingRegistry[name].live !== true;
}

/** The draft without the edits of these settings. */
export function without(draft: Draft, names: readonly string[]): Draft {
  const edits = Object.fromEntries(Object.entries(draft.edits).filter(([name]) => !names.includes(name)));
  return { ...draft, edits };
}

/** The settings that differ between two configs of the run, except those that are edited to the new value. */
export function changedMeanwhile(since: object, draft: Draft): string[] {
  return Object.keys(settingRegistry).filter((name) => {
    const isChanged = JSON.stringify(settingIn(since, name)) !== JSON.stringify(settingIn(draft.base, name));
    return isChanged && (!Object.hasOwn(draft.edits, name) || changedIn(draft).includes(name));
  });
}

export const labelsOf = (names: readonly string[]) =>
  names.map((name) => settingRegistry[name].label).join(", ");

function onlyAdds(draft: Draft): boolean {
  const { before, after } = valuesOf(draft, "arms");
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  return JSON.stringify(after.slice(0, before.length)) === JSON.stringify(before);
}

/** As the schema reads them, so that an empty field and its default are the same; as they stand where it refuses them. */
function valuesOf(draft: Draft, name: string): { before: unknown; after: unknown } {
  const setting = settingRegistry[name];
  const schema = settingSchema(setting);
  const valueIn = (one: Draft) => {
    const value = kindOf(setting).value(typedOf(one, name, setting), setting);
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : value;
  };
  return { before: valueIn({ ...draft, edits: {} }), after: valueIn(draft) };
}
