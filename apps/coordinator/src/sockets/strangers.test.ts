import { expect, test } from "vitest";
import { Strangers } from "./strangers";

/** A connection is an object with its name; timers fire when the test says so. */
function waitingRoom() {
  const cut: string[] = [];
  const timers = new Set<() => void>();
  const rooms = { open: true };
  const strangers = new Strangers<{ name: string }>({
    after(_ms, fire) {
      timers.add(fire);
      return () => timers.delete(fire);
    },
    patienceMs: 30_000,
    areRoomsOpen: () => rooms.open,
    cut: ({ name }) => cut.push(name),
  });
  const come = (name: string, address?: string) => {
    const connection = { name };
    strangers.add(connection, address);
    return connection;
  };
  const passTime = () => {
    for (const fire of [...timers]) {
      timers.delete(fire);
      fire();
    }
  };
  return { strangers, cut, timers, rooms, come, passTime };
}

test("the oldest connection that has named no room gives way: of its address, or of all", () => {
  const { strangers, cut, come } = waitingRoom();
  const [a1] = [come("a1", "a"), come("b1", "b"), come("a2", "a"), come("own")];
  strangers.hold(a1);
  expect([strangers.cutOldest("a"), strangers.cutOldest("a"), strangers.cutOldest()]).toEqual([
    true,
    false,
    true,
  ]);
  expect(strangers.cutOldest()).toBe(false);
  expect(cut).toEqual(["a2", "b1"]);
});

test("a connection that says nothing for the whole time is cut, once rooms are open; this machine's own is not", () => {
  const { strangers, cut, timers, rooms, come, passTime } = waitingRoom();
  rooms.open = false;
  const [, joined] = [come("silent", "a"), come("joined", "a"), come("own")];
  passTime();
  expect(cut).toEqual([]);
  rooms.open = true;
  strangers.named(joined);
  passTime();
  expect([cut, timers.size]).toEqual([["silent"], 0]);
});

test("a connection that has named a room gives way after those that have not, and not while it holds a place", () => {
  const { strangers, cut, timers, come } = waitingRoom();
  const [worker, both, refused] = [come("worker", "a"), come("both", "a"), come("refused", "a")];
  const leaves = strangers.hold(worker);
  const [first, second] = [strangers.hold(both), strangers.hold(both)]; // as a worker and as a watcher
  strangers.named(refused);
  expect(timers.size).toBe(0);
  come("silent", "a");
  while (strangers.cutOldest("a"));
  expect(cut).toEqual(["silent", "refused"]);
  first();
  first(); // said twice, it counts once
  expect([worker, both, refused].map((each) => strangers.holds(each))).toEqual([true, true, false]);
  leaves();
  second();
  while (strangers.cutOldest("a"));
  expect(cut).toEqual(["silent", "refused", "worker", "both"]);
});

test("a connection that closes while it holds a place is forgotten", () => {
  const { strangers, cut, come } = waitingRoom();
  const gone = come("gone", "a");
  const leaves = strangers.hold(gone);
  strangers.remove(gone);
  leaves();
  expect([strangers.holds(gone), strangers.cutOldest(), cut]).toEqual([false, false, []]);
});
