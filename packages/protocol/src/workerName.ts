/** Names that strangers type and a whole class reads: what may stand in one, and how long it may be. Pure. */
import { z } from "zod";
import { characters, cleanText, hasVisibleLetter } from "./cleanText";
import { isProjectable } from "./nameFilter";

/** In characters as a reader counts them: an emoji of a family is one. */
export const MOST_NAME_CHARACTERS = 20;
/** One character can consist of any number of code units, so these are limited as well. */
export const MOST_NAME_UNITS = 120;
/** Longer input is refused before it is looked at. */
const MOST_RAW_UNITS = 1000;

export const WorkerName = z.string().transform((raw, context) => {
  const refuse = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  const tooLong = (length: number) =>
    refuse(`must have at most ${MOST_NAME_CHARACTERS} characters, got ${length}`);
  if (raw.length > MOST_RAW_UNITS) return tooLong(raw.length);
  const name = cleanText(raw);
  if (!hasVisibleLetter(name)) return refuse("must have a visible letter");
  const { length } = characters(name);
  if (length > MOST_NAME_CHARACTERS) return tooLong(length);
  if (name.length > MOST_NAME_UNITS) {
    return refuse(
      `must fit into ${MOST_NAME_UNITS} UTF-16 code units, got ${name.length}: use fewer emoji or accents`,
    );
  }
  if (!isProjectable(name)) return refuse("is seen by the whole class on the projector: choose another");
  return name;
});

/** `name` followed by a number, cut by whole characters so that the result is within the limits. */
export function numberedName(name: string, number: number): string {
  const suffix = ` ${number}`;
  let cut = "";
  for (const character of characters(name).slice(0, MOST_NAME_CHARACTERS - suffix.length)) {
    if (cut.length + character.length + suffix.length > MOST_NAME_UNITS) break;
    cut += character;
  }
  return cut.trimEnd() + suffix;
}
