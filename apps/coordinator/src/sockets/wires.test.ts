import { QUIET_WIRE_SECONDS } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { Wires } from "./wires";

/** A wire is its name; a request is whether it serves a worker or a watcher. */
function wiresOf(limits = { perAddress: 2, inAll: 9 }, { own = 99, inAll = 99 } = {}) {
  const cut: string[] = [];
  const clock = { ms: 0 };
  const wires = new Wires<string, boolean>({
    limits,
    own,
    inAll,
    isServing: (request) => request,
    now: () => clock.ms,
    cut: (wire) => cut.push(wire),
  });
  return { wires, cut, clock };
}

test("the wire that has waited longest without a whole request gives way to a newcomer of its address", () => {
  const { wires, cut } = wiresOf();
  expect(["a1", "a2"].map((wire) => wires.open(wire, "a"))).toEqual([true, true]);
  expect(wires.open("b1", "b")).toBe(true);
  expect(wires.open("a3", "a")).toBe(true);
  expect(wires.open("a4", "a")).toBe(true);
  expect(cut).toEqual(["a1", "a2"]);
});

/** Longer than a newcomer needs for its first request. */
const LONG_MS = QUIET_WIRE_SECONDS * 1_000 + 1;

test("a wire whose request is being answered gives way after those that wait long, and waits again from its answer on", () => {
  const { wires, cut, clock } = wiresOf({ perAddress: 3, inAll: 9 });
  for (const wire of ["first", "second", "third"]) wires.open(wire, "a");
  wires.asked("first", false);
  wires.asked("second", false);
  wires.answered("first");
  clock.ms = LONG_MS;
  wires.open("n1", "a"); // waiting: third, then first
  wires.open("n2", "a");
  expect(cut).toEqual(["third", "first"]);
  wires.asked("n1", false);
  wires.asked("n2", false);
  wires.open("n3", "a");
  expect(cut).toEqual(["third", "first", "second"]);
});

test("a wire whose request has been under way for longer gives way before a newcomer that has not asked yet", () => {
  const { wires, cut, clock } = wiresOf({ perAddress: 3, inAll: 9 });
  for (const wire of ["served", "unread", "unread2"]) wires.open(wire, "a");
  wires.asked("served", true);
  wires.asked("unread", false);
  wires.asked("unread2", false);
  clock.ms = 100;
  wires.open("newcomer", "a");
  clock.ms = 200;
  wires.open("n2", "a");
  expect(cut).toEqual(["unread", "unread2"]);
  wires.asked("newcomer", false);
  clock.ms = 200 + LONG_MS;
  wires.open("n3", "a");
  expect(cut).toEqual(["unread", "unread2", "n2"]);
});

test("a wire that serves a worker or a watcher never gives way, and a newcomer is refused when there are no others", () => {
  const { wires, cut } = wiresOf();
  for (const wire of ["worker", "page"]) wires.open(wire, "a");
  wires.asked("worker", true);
  wires.asked("page", false);
  expect(wires.open("watcher", "a")).toBe(true);
  expect(cut).toEqual(["page"]);
  wires.asked("watcher", true);
  expect(wires.open("late", "a")).toBe(false);
  wires.closed("worker");
  expect(wires.open("later", "a")).toBe(true);
  expect(cut).toEqual(["page"]);
});

test("past the limit of all, the one that has waited longest of any address gives way, and none of this machine's own", () => {
  const { wires, cut } = wiresOf({ perAddress: 9, inAll: 2 });
  for (const [wire, address] of [
    ["own", undefined],
    ["a1", "a"],
    ["b1", "b"],
    ["own2", undefined],
  ] as const)
    expect(wires.open(wire, address)).toBe(true);
  expect(wires.open("c1", "c")).toBe(true);
  expect(cut).toEqual(["a1"]);
});

test("past the files of the system, the one that has waited longest gives way, of this machine's own and of others", () => {
  const { wires, cut } = wiresOf({ perAddress: 9, inAll: 3 }, { own: 2, inAll: 4 });
  const open = (wire: string, address?: string) => wires.open(wire, address);
  for (const wire of ["own1", "own2"]) expect(open(wire)).toBe(true);
  expect(open("own3")).toBe(true); // own1 gives way: this machine's own have two
  for (const wire of ["a1", "a2"]) expect(open(wire, "a")).toBe(true);
  expect(cut).toEqual(["own1"]);
  expect(open("a3", "a")).toBe(true); // all together have four
  expect(open("a4", "a")).toBe(true); // all others have three
  expect(cut).toEqual(["own1", "own2", "a1"]);
});

test("a swarm of this machine's own that takes every place of theirs is refused more, and leaves places to others", () => {
  const { wires, cut } = wiresOf({ perAddress: 9, inAll: 3 }, { own: 3, inAll: 4 });
  for (const wire of ["s1", "s2", "s3"]) {
    expect(wires.open(wire, undefined)).toBe(true);
    wires.asked(wire, true);
  }
  expect(wires.open("s4", undefined)).toBe(false);
  expect(wires.open("a1", "a")).toBe(true);
  wires.asked("a1", true);
  expect(wires.open("a2", "a")).toBe(false);
  expect(cut).toEqual([]);
});
