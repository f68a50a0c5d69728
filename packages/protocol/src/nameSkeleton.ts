/** Tells names apart as a reader does, by what is drawn. Pure. */
import { inLatin } from "./lookAlikes";

/**
 * Equal for two names that look alike: in case, spaces, joiners, letters of other scripts and styles, 0 and O, 1, l and I,
 * rn and m. Accents count: Zoe and Zoë are two people.
 */
export function nameSkeleton(name: string): string {
  return foldLetters(name).replace(/\s/gu, "").replace(/rn/g, "m").replace(/vv/g, "w").normalize("NFC");
}

/** `name` with every letter as the small Latin one that it looks like (for l, i), and with its accents after it. */
export function foldLetters(name: string): string {
  return inLatin(inLatin(name.normalize("NFKD")).toLowerCase())
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/l/g, "i");
}
