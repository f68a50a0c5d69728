import { describe, expect, test } from "vitest";
import { NPM_SCRIPTS, typed } from "./program";

describe("typed", () => {
  test("writes an npm script, with -- before its flags", () => {
    expect(typed(NPM_SCRIPTS, "doctor")).toBe("npm run doctor");
    expect(typed(NPM_SCRIPTS, "data", "mnist", "--data-dir", "d")).toBe("npm run data -- mnist --data-dir d");
    expect(typed(NPM_SCRIPTS, "start", "--port", "81")).toBe("npm start -- --port 81");
  });

  test("writes an installed program by its name", () => {
    expect(typed("npx honest-majority", "start", "--port", "81")).toBe("npx honest-majority start --port 81");
  });
});
