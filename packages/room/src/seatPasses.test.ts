import { describe, expect, test } from "vitest";
import { SeatPasses, UNUSED_MS } from "./seatPasses";

function passes() {
  let time = 0;
  let made = 0;
  const clock = { now: () => time };
  return {
    passes: new SeatPasses({ clock, newToken: () => `pass-${made++}` }),
    wait: (ms: number) => {
      time += ms;
    },
  };
}

describe("a pass for a swarm", () => {
  test("admits the workers of the address that uses it first, also later, and of no other", () => {
    const { passes: seats, wait } = passes();
    const pass = seats.issue();
    expect(seats.admits(pass, "10.0.0.1")).toBe(true);
    wait(10 * UNUSED_MS);
    expect(seats.admits(pass, "10.0.0.1")).toBe(true);
    expect(seats.admits(pass, "10.0.0.2")).toBe(false);
    expect(seats.admits("pass-9", "10.0.0.1")).toBe(false);
  });

  test("is worth nothing two minutes after it was made, if nobody used it", () => {
    const { passes: seats, wait } = passes();
    const [early, late] = [seats.issue(), seats.issue()];
    wait(UNUSED_MS - 1);
    expect(seats.admits(early, "10.0.0.1")).toBe(true);
    wait(1);
    expect(seats.admits(late, "10.0.0.1")).toBe(false);
  });

  test("is forgotten after a hundred later ones", () => {
    const { passes: seats } = passes();
    const [first, second] = [seats.issue(), seats.issue()];
    for (let i = 0; i < 99; i++) seats.issue();
    expect(seats.admits(first, "10.0.0.1")).toBe(false);
    expect(seats.admits(second, "10.0.0.1")).toBe(true);
  });
});
