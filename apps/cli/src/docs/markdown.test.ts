import { describe, expect, test } from "vitest";
import { table, withParts, wrap, wrapMarkdown } from "./markdown";

test("table escapes the bars in its cells", () => {
  expect(table(["|x|"], [["a|b"]])).toBe("| \\|x\\| |\n| --- |\n| a\\|b |");
});

describe("wrap", () => {
  test("breaks lines between words, at 100 columns", () => {
    const lines = wrap(Array.from({ length: 40 }, () => "word").join(" ")).split("\n");
    // 20 words of 4 letters and 19 spaces take 99 columns
    expect(lines.map(({ length }) => length)).toEqual([99, 99]);
  });

  test("does not break inside code", () => {
    const code = `\`${"a b ".repeat(20)}\``;
    expect(wrap(`${"x".repeat(50)} ${code}`).split("\n")).toEqual(["x".repeat(50), code]);
  });
});

test("wrapMarkdown wraps prose and list items, and leaves tables and headings", () => {
  const long = Array.from({ length: 30 }, () => "word").join(" ");
  const row = `| ${long} |`;
  expect(wrapMarkdown([`### ${long}`, "", long, `- ${long}`, row].join("\n")).split("\n")).toEqual([
    `### ${long}`,
    "",
    long.slice(0, 99),
    long.slice(100),
    `- ${long.slice(0, 94)}`,
    `  ${long.slice(95)}`,
    row,
  ]);
});

describe("withParts", () => {
  const begin = (name: string) => `<!-- written by npm run docs: ${name} -->`;

  test("replaces the text between markers, on separate lines or within a line", () => {
    const page = `${begin("rules")}22<!-- end --> rules\n${begin("all")}\nold\n<!-- end -->`;
    expect(withParts(page, { rules: "23", all: "| a |" })).toBe(
      `${begin("rules")}23<!-- end --> rules\n${begin("all")}\n\n| a |\n\n<!-- end -->`,
    );
  });

  test("throws for a part without markers, and for markers without a part", () => {
    expect(() => withParts("", { rules: "23" })).toThrow("must have markers for rules, got none");
    expect(() => withParts(`${begin("x")}<!-- end -->`, {})).toThrow("got x");
  });
});
