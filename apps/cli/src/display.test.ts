import { describe, expect, test } from "vitest";
import { display } from "./display";

function written(isTerminal: boolean) {
  const out = { text: "", time: 0 };
  const write = (text: string) => {
    out.text += text;
  };
  return { out, shown: display({ isTerminal, write, now: () => out.time }) };
}

describe("display", () => {
  test("rewrites one line of a terminal, but not if the text is the same", () => {
    const { out, shown } = written(true);
    for (const line of ["a", "b", "b"]) shown.show(line);
    shown.say("done");
    expect(out.text).toBe("\r\u001b[2Ka\r\u001b[2Kb\r\u001b[2Kdone\n");
  });

  test("prints at most one progress line in ten seconds to a log, and every message", () => {
    const { out, shown } = written(false);
    shown.show("a");
    out.time = 9_999;
    shown.show("b");
    out.time = 10_000;
    shown.show("c");
    shown.say("done");
    expect(out.text).toBe("a\nc\ndone\n");
  });
});
