/**
 * Some browsers report a language that `Intl` refuses: `C` or `en-US@posix` from the environment of a Linux desktop. The chart
 * library passes `navigator.language` to `Intl` while it loads, and would take the page with it.
 */
const OURS = "en";

/** Replaces a language that `Intl` refuses by the language of these pages. Call before other code reads it. */
export function repairLanguage(navigator: Pick<Navigator, "language">): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, "language", { value: OURS, configurable: true });
  }
}
