import { expect, test } from "vitest";
import { repairLanguage } from "./language";

test.each(["C", "en-US@posix", "", "de_DE.UTF-8"])(
  "repairLanguage replaces %j, which Intl refuses",
  (language) => {
    expect(() => new Intl.NumberFormat(language)).toThrow(RangeError);
    const navigator = Object.create({ language }); // as in browsers, where the prototype has the getter
    repairLanguage(navigator);
    expect(navigator.language).toBe("en");
  },
);

test.each(["de-CH", "en-US-posix", "zh-Hant-TW"])("repairLanguage keeps %s", (language) => {
  const navigator = { language };
  repairLanguage(navigator);
  expect(navigator.language).toBe(language);
});
