import { LIMITS, REQUEST_BURST } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { config, membership } from "./membership.cases";

describe("Membership", () => {
  test("a worker that lost its connection is reconnecting for 15 s, then it has left", () => {
    const { members, events, join, pass } = membership();
    const ada = join();
    members.disconnected(ada.id);
    pass(14_999);
    expect(ada.presence).toBe("reconnecting");
    pass(1);
    expect(ada.presence).toBe("left");
    expect(events.map(({ kind }) => kind)).toEqual(["joined", "left"]);
  });

  test("a worker whose page is closed has left at once, and comes back with its place if the page was only reloaded", () => {
    const { members, events, join, pass } = membership();
    const [ada, ben] = [join(undefined, { connection: "a" }), join()];
    expect(members.leavePage(ada.token, "a")).toEqual({ ok: true });
    members.disconnected(ada.id); // its socket closes with the page
    expect(ada.presence).toBe("left");
    expect(join().index).toBe(2); // of two places, the first still waits for its worker
    expect(join(ada.token)).toBe(ada);
    expect([ada.presence, ada.index, ben.index]).toEqual(["loading", 0, 1]);
    expect(events.map(({ kind }) => kind)).toEqual(["joined", "joined", "left", "joined", "returned"]);
    pass(15_000);
    expect(ada.presence).toBe("loading");
  });

  test("a closed page's place is free after 15 s", () => {
    const { members, join, pass } = membership();
    const ada = join(undefined, { connection: "a" });
    join();
    members.leavePage(ada.token, "a");
    pass(15_000);
    expect(join().index).toBe(0);
  });

  test("a page that is closed after the worker has another connection takes nothing from it", () => {
    const { members, events, join } = membership();
    const ada = join(undefined, { connection: "a" });
    join(ada.token, { connection: "b" }); // the page was reloaded, and its farewell comes late
    expect(members.leavePage(ada.token, "a")).toEqual({ ok: true });
    expect(ada.presence).toBe("loading");
    expect(events.map(({ kind }) => kind)).toEqual(["joined", "returned"]);
    expect(members.leavePage("guessed", "b")).toMatchObject({ ok: false, code: "wrong-token" });
  });

  test("a second lost connection starts a new wait of 15 s", () => {
    const { members, join, pass } = membership();
    const ada = join();
    members.disconnected(ada.id);
    pass(1_000);
    join(ada.token);
    pass(13_000);
    members.disconnected(ada.id); // at 14 s
    pass(14_000);
    expect(ada.presence).toBe("reconnecting");
    pass(1_000);
    expect(ada.presence).toBe("left");
  });

  test("a room holds 256 workers; a new one replaces a worker that has left", () => {
    const { members, join } = membership();
    const here = [join(), join()];
    for (let i = 0; i < 1000; i++) members.leave(join().id);
    expect(members.roster.members.length).toBe(256);
    while (here.length < 256) here.push(join());
    expect(() => join()).toThrow(/holds 256 workers and is full/);
    expect(join(here[7].token)).toBe(here[7]); // a returning worker is not refused
    members.leave(here[9].id);
    join();
    expect(members.roster.members.map(({ id }) => id)).not.toContain(here[9].id);
  });

  test("removeSilent removes who left, who is reconnecting, and who missed three rounds in a row", () => {
    const { members, join } = membership();
    const [ada, ben, cleo, dev, eva] = [join(), join(), join(), join(), join()];
    members.leave(ben.id);
    members.disconnected(cleo.id);
    for (const missing of [[dev.id, eva.id], [dev.id, eva.id], [dev.id]])
      members.attendance.noteClosed({
        invited: [ada.id, dev.id, eva.id],
        missing,
        closedBy: "deadline",
        round: 0,
      });
    expect(members.removeSilent()).toEqual({ ok: true, removed: 3 });
    expect(members.roster.members.map(({ id }) => id)).toEqual([ada.id, eva.id]);
    expect(members.removeSilent()).toEqual({ ok: true, removed: 0 });
  });

  test("one address has so many seats, also while its workers are away, and other addresses have theirs", () => {
    const { members, join } = membership();
    const [ada, ben] = [join(undefined, { address: "a" }), join(undefined, { address: "a" })];
    members.disconnected(ada.id);
    expect(() => join(undefined, { address: "a" })).toThrow(
      /^2 workers of this address .* --seats-per-address 4$/,
    );
    expect(join(ada.token, { address: "a" }).id).toBe(ada.id);
    join(undefined, { address: "b" });
    for (let i = 0; i < 20; i++) join(); // this machine's own
    members.leave(ben.id);
    join(undefined, { address: "a" });
    expect(() => join(undefined, { address: "a" })).toThrow("more may not join");
  });

  test("a worker that has left for good takes a seat again like a new one when it returns", () => {
    const { members, join } = membership();
    for (let place = 0; place < config.workers; place++) join(); // newcomers take the first places of those that left
    const ada = join(undefined, { address: "a" });
    members.leave(ada.id);
    const [ben] = [join(undefined, { address: "a" }), join(undefined, { address: "a" })];
    expect(() => join(ada.token, { address: "a" })).toThrow("2 workers of this address");
    members.leave(ben.id);
    expect(join(ada.token, { address: "a" })).toBe(ada);
    expect(() => join(ben.token, { address: "a" })).toThrow("2 workers of this address");
  });

  test("the seat of a page that was closed stays taken for the 15 s in which it may be reloaded", () => {
    const { members, join, pass } = membership();
    const [ada] = [join(undefined, { address: "a", connection: "1" }), join(undefined, { address: "a" })];
    members.leavePage(ada.token, "1");
    expect(() => join(undefined, { address: "a" })).toThrow("2 workers of this address");
    expect(join(ada.token, { address: "a", connection: "2" })).toBe(ada);
    members.leavePage(ada.token, "2");
    pass(15_000);
    join(undefined, { address: "a" });
    expect(() => join(ada.token, { address: "a" })).toThrow("2 workers of this address");
  });

  test("a worker that comes from another address takes a seat there", () => {
    const { members, join } = membership();
    const [ada, ben] = [1, 2].map(() => join(undefined, { address: "a" }));
    for (const { token } of [ada, ben]) join(token, { address: "b" });
    const cleo = join(undefined, { address: "a" });
    expect(() => join(cleo.token, { address: "b" })).toThrow("2 workers of this address");
    expect(join(cleo.token, { address: "a" })).toBe(cleo);
    members.leave(ada.id);
    expect(join(cleo.token, { address: "b" })).toBe(cleo);
  });

  test("a worker of a swarm that has left returns to one of the seats of its pass, if one is free", () => {
    const { members, join } = membership();
    for (let place = 0; place < config.workers; place++) join();
    const pass = members.passes.issue();
    const seat = { address: "a", pass };
    const first = join(undefined, seat);
    members.leave(first.id);
    for (let i = 0; i < LIMITS.swarm.most; i++) join(undefined, seat);
    expect(join(first.token, seat)).toBe(first);
    expect(first.pass).toBeUndefined(); // the 33rd counts for the address
  });

  test("a worker that has left, or lost its connection, becomes ready only by another join", () => {
    const { members, join } = membership();
    const [ada, ben] = [join(), join()];
    members.leave(ada.id);
    members.disconnected(ben.id);
    for (const { id } of [ada, ben]) expect(members.markReady(id)).toMatchObject({ code: "not-joined" });
    join(ada.token);
    expect(members.markReady(ada.id)).toEqual({ ok: true });
  });

  test("one connection invents only a few workers at once, and one worker comes back only a few times", () => {
    const { members, join, pass } = membership();
    for (let i = 0; i < REQUEST_BURST; i++) members.leave(join(undefined, { connection: "one" }).id);
    expect(() => join(undefined, { connection: "one" })).toThrow("at most 3 joins a second");
    const ada = join(undefined, { connection: "two" });
    for (let i = 0; i < REQUEST_BURST; i++) join(ada.token, { connection: `again ${i}` });
    expect(() => join(ada.token, { connection: "last" })).toThrow("at most 3 joins a second");
    pass(1_000);
    expect(join(ada.token, { connection: "last" }).id).toBe(ada.id);
  });

  test("a worker changes its name only a few times a second", () => {
    const { members, join } = membership();
    const ada = join();
    const answers = Array.from({ length: 50 }, (_, i) => members.rename(ada.id, `Ada ${i}`));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(REQUEST_BURST);
    expect(ada.name).toBe(`Ada ${REQUEST_BURST - 1}`);
    expect(answers.at(-1)).toMatchObject({ code: "too-many" });
  });

  test("measures the lag of a worker without its computing", () => {
    const { members, join } = membership();
    const ada = join();
    const header = {
      run: "r",
      round: 0,
      arm: 0,
      dim: 1,
      codec: "float32",
      trainLoss: 1,
      computeMs: 30,
    } as const;
    members.noteUpdate(ada.id, header, 100);
    expect(ada.lagMs).toBe(70);
    members.noteUpdate(ada.id, header, 20); // a clock that lies
    expect(ada.lagMs).toBe(0);
  });

  test("a pass gives 32 workers of one address seats of their own, again after some have left", () => {
    const { members, join } = membership();
    const pass = members.passes.issue();
    const swarm = Array.from({ length: LIMITS.swarm.most }, () => join(undefined, { address: "a", pass }));
    join(undefined, { address: "a", pass }); // the 33rd counts for the address, as do those without a pass
    join(undefined, { address: "a" });
    expect(() => join(undefined, { address: "a", pass })).toThrow("2 workers of this address");
    members.leave(swarm[0].id);
    join(undefined, { address: "a", pass });
    expect(() => join(undefined, { address: "a", pass })).toThrow("2 workers of this address");
    expect(join(swarm[1].token, { address: "a" })).toBe(swarm[1]); // back without the pass, still with its seat
    expect(() => join(undefined, { address: "a" })).toThrow("2 workers of this address");
  });

  test("when the rooms of the coordinator together are full, only those come in that were in", () => {
    let elsewhere = LIMITS.workersInAll.most - 1;
    const { join, members } = membership({ seatsInAll: () => elsewhere + members.roster.seats });
    const ada = join();
    expect(() => join()).toThrow("1024 workers are in the rooms");
    expect(join(ada.token)).toBe(ada);
    elsewhere--;
    join();
  });
});
