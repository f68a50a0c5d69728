import { describe, expect, test } from "vitest";
import { idleClock } from "./idleClock";

describe("idleClock", () => {
  test("fires timers in the order of their times, and never fires cancelled ones", () => {
    const clock = idleClock(() => 0);
    const rang: string[] = [];
    clock.after(20, () => rang.push("b"));
    clock.after(10, () => rang.push("a"));
    const callOff = clock.after(15, () => rang.push("never"));
    callOff();
    expect([clock.skipToNext(), clock.skipToNext(), clock.skipToNext()]).toEqual([true, true, false]);
    expect(rang).toEqual(["a", "b"]);
  });

  test("counts a timer that another timer sets from that timer's time", () => {
    const clock = idleClock(() => 0);
    const rang: string[] = [];
    clock.after(10, () => clock.after(5, () => rang.push("10 + 5")));
    clock.after(12, () => rang.push("12"));
    while (clock.skipToNext());
    expect(rang).toEqual(["12", "10 + 5"]);
  });
});
