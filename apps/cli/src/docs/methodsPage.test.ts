import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { METHODS_PAGE, methodsPage, WRITE_DOCS } from "./methodsPage";
import { table } from "./table";

test("the committed page is what the code says of itself", () => {
  const committed = readFileSync(
    fileURLToPath(new URL(`../../../../${METHODS_PAGE}`, import.meta.url)),
    "utf8",
  );
  const message = `${METHODS_PAGE} is not what the facts in packages/robust say: run ${WRITE_DOCS} and commit it`;
  expect(committed === methodsPage(), message).toBe(true);
});

test("every row of the page's tables has the cells of its head, bars in formulas notwithstanding", () => {
  const bars = (line: string) => line.replaceAll("\\|", "").split("|").length;
  let head = 0;
  for (const line of methodsPage().split("\n")) {
    if (!line.startsWith("|")) head = 0;
    else if (head === 0) head = bars(line);
    else expect(bars(line), line).toBe(head);
  }
  expect(table(["|x|"], [["a|b"]])).toBe("| \\|x\\| |\n| --- |\n| a\\|b |");
});
