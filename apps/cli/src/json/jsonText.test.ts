import { describe, expect, test } from "vitest";
import { parseJsonText } from "./jsonText";

describe("parseJsonText", () => {
  test("returns what JSON.parse returns", () => {
    const text = '{"a": [1, -2.5e3, "x\\u00e9\\n", {}, [], null, true]}';
    expect(parseJsonText(text)).toEqual(JSON.parse(text));
  });

  test.each([
    ["", "line 1, column 1: expected a value"],
    ['{\n  "rounds": 5\n  "f": 1\n}', "line 3, column 3: expected a comma or }"],
    ['{"f": 1,}', 'line 1, column 9: expected a name in "double quotes"'],
    ["{'f': 1}", "line 1, column 2: expected a name"],
    ['{\n"f" 1}', "line 2, column 5: expected a colon"],
    ['{"arms": [1,]}', "line 1, column 13: expected a value"],
    ['{"arms": [1 2]}', "line 1, column 13: expected a comma or ]"],
    ['{"arms": [}', "line 1, column 11: expected a value or ]"],
    ['{"f": TRUE}', "line 1, column 7: expected a value"],
    ['{"f": 01}', "line 1, column 8: expected a comma or }"],
    ['{"f": 1', "line 1, column 8: expected a comma or }"],
    ['{"label": "two\nlines"}', "line 1, column 11: expected a value"],
    ["{} {}", "line 1, column 4: expected the end"],
  ])("rejects %j with the place of the error", (text, place) => {
    expect(() => parseJsonText(text)).toThrow(SyntaxError);
    expect(() => parseJsonText(text)).toThrow(place);
  });
});
