import { describe, expect, test } from "vitest";
import { parseJsonText } from "./jsonText";

describe("parseJsonText", () => {
  test("returns what JSON.parse returns, also after a byte order mark", () => {
    const text = '{"a": [1, -2.5e3, "x\\u00e9\\n", {}, [], null, true]}';
    expect(parseJsonText(text)).toEqual(JSON.parse(text));
    expect(parseJsonText(`\uFEFF${text}`)).toEqual(JSON.parse(text));
  });

  test.each([
    ["", "line 1, column 1: a value"],
    ['{\n  "rounds": 5\n  "f": 1\n}', "line 3, column 3: a comma or }"],
    ['{"f": 1,}', 'line 1, column 9: a name in "double quotes"'],
    ["{'f': 1}", "line 1, column 2: a name"],
    ['{\n"f" 1}', "line 2, column 5: a colon"],
    ['{"arms": [1,]}', "line 1, column 13: a value"],
    ['{"arms": [1 2]}', "line 1, column 13: a comma or ]"],
    ['{"arms": [}', "line 1, column 11: a value or ]"],
    ['{"f": TRUE}', "line 1, column 7: a value"],
    ['{"f": 01}', "line 1, column 8: a comma or }"],
    ['{"f": 1', "line 1, column 8: a comma or }"],
    ['{"label": "two\nlines"}', "line 1, column 11: a value"],
    ["{} {}", "line 1, column 4: the end"],
  ])("rejects %j with the place of the error", (text, place) => {
    expect(() => parseJsonText(text)).toThrow(SyntaxError);
    expect(() => parseJsonText(text)).toThrow(place);
  });
});
