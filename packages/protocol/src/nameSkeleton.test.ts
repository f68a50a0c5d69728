import { describe, expect, test } from "vitest";
import { nameSkeleton } from "./nameSkeleton";

describe("nameSkeleton is equal for", () => {
  test.each([
    ["Cyrillic letters", "Ada", "Аdа"],
    ["Greek capitals", "NIKO", "ΝΙΚΟ"],
    ["a word all in Cyrillic", "Bepa", "Вера"],
    ["capital and small letters", "Ada", "ADA"],
    ["full-width letters", "Ada", "Ａｄａ"],
    ["mathematical letters", "Ada", "𝓐𝕕𝖆"],
    ["small capitals", "Ada", "ᴀᴅᴀ"],
    ["letters in circles and squares", "Ada", "Ⓐ🅓🄰"],
    ["zero and O", "Otto", "0tt0"],
    ["one, l and capital I", "Ill", "lI1"],
    ["a letter without its dot", "Finn", "Fınn"],
    ["rn and m", "Tom", "Torn"],
    ["spaces", "Ada Li", "AdaLi"],
    ["joiners", "می\u200cخواهم", "میخواهم"],
    ["composed and decomposed letters", "Zoë", "Zoe\u0308"],
    ["accents on letters of another alphabet", "ë", "ё"],
    ["apostrophes", "O'Neil", "O’Neil"],
  ])("%s", (_what, a, b) => {
    expect(nameSkeleton(a)).toBe(nameSkeleton(b));
  });
});

describe("nameSkeleton differs for", () => {
  test.each([
    ["names with and without an accent", "Zoe", "Zoë"],
    ["numbers", "Ada 2", "Ada 3"],
    ["numbers with zeros and ones", "Ada 10", "Ada 11"],
    ["emoji", "😀", "😁"],
    ["short names", "Ada", "Eva"],
  ])("%s", (_what, a, b) => {
    expect(nameSkeleton(a)).not.toBe(nameSkeleton(b));
  });
});
