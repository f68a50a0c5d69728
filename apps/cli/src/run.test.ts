import { UserError } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { explain } from "./run";

describe("explain", () => {
  const bug = new SyntaxError("node:zlib does not provide an export named 'crc32'");

  test("says that Node is too old in place of an error of which the user knows nothing", () => {
    const line =
      "Node v18.20.8 is too old: install Node 20.19 or newer, or 22.12 or newer, from https://nodejs.org";
    expect(explain(bug, "v18.20.8")).toEqual({ line, status: 1 });
    expect(explain(bug, "v22.12.0")).toEqual({ line: bug, status: 1 });
  });

  test("keeps the sentence of a user's error on any Node", () => {
    const error = new UserError("usage", "--port must be an integer");
    expect(explain(error, "v18.20.8")).toEqual({ line: "--port must be an integer", status: 2 });
  });
});
