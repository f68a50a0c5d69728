import type { RoundProgress } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { AfterFloods } from "./afterFloods";

const round = (more: Partial<RoundProgress> = {}): RoundProgress => ({
  round: 7,
  invited: ["a", "b"],
  arrived: [],
  timeLeftMs: 15_000,
  ...more,
});

/** `collections` has their times. */
function coordinator() {
  let now = 0;
  let timer: { due: number; action: () => void } | undefined;
  const collections: number[] = [];
  const rounds: (RoundProgress | undefined)[] = [];
  const floods = new AfterFloods({
    clock: {
      now: () => now,
      date: () => 0,
      after(ms, action) {
        timer = { due: now + ms, action };
        return () => {
          timer = undefined;
        };
      },
    },
    rounds: () => rounds,
    collect: () => collections.push(now),
  });
  const note = (times: number) => {
    for (let time = 0; time < times; time++) floods.note();
  };
  const passTo = (ms: number) => {
    while (timer !== undefined && timer.due <= ms) {
      const { due, action } = timer;
      [now, timer] = [due, undefined];
      action();
    }
    now = ms;
  };
  return { floods, rounds, collections, note, passTo };
}

test("garbage is collected ten seconds after a flood of 2,000 messages, and not after 1,999", () => {
  const { collections, note, passTo } = coordinator();
  note(1_999);
  passTo(3_600_000);
  expect(collections).toEqual([]);
  note(1);
  passTo(3_700_000);
  expect(collections).toEqual([3_610_000]);
});

test("a flood that goes on is waited for; a few messages are not", () => {
  const { collections, note, passTo } = coordinator();
  note(2_000);
  passTo(5_000);
  note(100);
  passTo(15_000);
  note(99);
  passTo(60_000);
  expect(collections).toEqual([20_000]);
});

test("the next flood's garbage is collected five minutes later at the earliest", () => {
  const { collections, note, passTo } = coordinator();
  note(2_000);
  passTo(20_000);
  note(2_000);
  passTo(400_000);
  note(2_000);
  passTo(4_000_000);
  expect(collections).toEqual([10_000, 310_000, 610_000]);
});

test("no collection falls between the first update of a round and its close, in any room, or shortly before a deadline", () => {
  const { collections, rounds, note, passTo } = coordinator();
  rounds.push(round(), round({ arrived: ["a"] }));
  note(2_000);
  passTo(11_000);
  rounds[1] = round({ timeLeftMs: 1_000 });
  passTo(12_000);
  expect(collections).toEqual([]);
  rounds[1] = undefined;
  passTo(13_000);
  expect(collections).toEqual([12_020]);
});

test("nothing is collected after the coordinator has closed", () => {
  const { floods, collections, note, passTo } = coordinator();
  note(2_000);
  floods.stop();
  passTo(60_000);
  expect(collections).toEqual([]);
});
