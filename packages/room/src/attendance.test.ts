import { LIMITS } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { membership } from "./membership.cases";

describe("Attendance", () => {
  test("counts the rounds in a row that an invited worker missed", () => {
    const { members, join } = membership();
    const [ada, ben, cleo] = [join(), join(), join()];
    const invited = [ada.id, ben.id];
    members.attendance.noteClosed({ invited, missing: [ben.id], closedBy: "deadline", round: 0 });
    members.attendance.noteClosed({ invited, missing: [ben.id], closedBy: "deadline", round: 0 });
    expect([ada.missed, ben.missed, cleo.missed]).toEqual([0, 2, undefined]);
    members.attendance.noteClosed({ invited, missing: [], closedBy: "all-in", round: 0 });
    expect(ben.missed).toBe(0);
  });

  test("does not count a round that the instructor closed against the workers that were still at work", () => {
    const { members, join } = membership();
    const [ada, ben] = [join(), join()];
    const invited = [ada.id, ben.id];
    members.attendance.noteClosed({ invited, missing: [ben.id], closedBy: "deadline", round: 0 });
    for (let i = 0; i < 4; i++)
      members.attendance.noteClosed({ invited, missing: [ben.id], closedBy: "instructor", round: 0 });
    expect([ada.missed, ben.missed]).toEqual([0, 1]);
    expect(members.removeSilent()).toEqual({ ok: true, removed: 0 });
  });

  test("a silent worker that answers, late or in time, is waited for in one round, and after a second answer in all", () => {
    const { members, join } = membership();
    const [ada, ben] = [join(), join()];
    let round = 0;
    const close = (...missing: string[]) =>
      members.attendance.noteClosed({
        invited: [ada.id, ben.id],
        missing,
        closedBy: "deadline",
        round: round++,
      });
    for (let i = 0; i < LIMITS.missedRounds.most; i++) {
      expect(members.attendance.silent).toEqual([]);
      close(ben.id);
    }
    expect(members.attendance.silent).toEqual([ben.id]);
    members.attendance.noteLateAnswer(ben.id, round + 1);
    expect(members.attendance.silent).toEqual([]);
    close(ben.id); // these two opened while it was silent, and close after its late answer
    close(ben.id);
    expect(members.attendance.silent).toEqual([]);
    close(ben.id);
    expect(members.attendance.silent).toEqual([ben.id]);
    close();
    expect([members.attendance.silent, ben.missed]).toEqual([[], 2]);
    close(ben.id);
    expect(members.attendance.silent).toEqual([ben.id]);
    close();
    close();
    expect(ben.missed).toBe(0);
    close(ben.id);
    members.attendance.noteLateAnswer(ben.id, round); // it was not silent: a late answer forgives nothing
    expect(ben.missed).toBe(1);
  });

  test("a worker that has held rounds up for three deadlines is not waited for until a tenth of the time makes up for it", () => {
    const { members, join } = membership();
    const [ada, ben] = [join(), join()];
    const deadlineMs = 10_000;
    const hold = (heldMs: number, roundMs: number) =>
      members.attendance.noteHeldUp(new Map(heldMs > 0 ? [[ben.id, heldMs]] : []), roundMs, deadlineMs);
    for (let i = 0; i < 3; i++) hold(9_000, 10_000);
    expect([members.attendance.silent, ben.unawaited]).toEqual([[], undefined]); // 3 · 8 s
    hold(9_000, 10_000);
    expect([members.attendance.silent, ben.unawaited, ada.unawaited]).toEqual([[ben.id], true, undefined]); // 32 s
    hold(0, 19_000);
    expect(members.attendance.silent).toEqual([ben.id]); // 30.1 s
    hold(0, 1_000);
    expect([members.attendance.silent, ben.unawaited]).toEqual([[], undefined]);
  });

  test("a worker that joins again as a new one owes what it owed before, and others of its address do not", () => {
    const { members, join } = membership();
    const [ada, ben] = [join(undefined, { address: "a" }), join(undefined, { address: "a" })];
    const hold = (worker: string) => members.attendance.noteHeldUp(new Map([[worker, 40_000]]), 0, 10_000);
    hold(ben.id);
    members.leave(ben.id);
    const [again, elsewhere] = [join(undefined, { address: "a" }), join(undefined, { address: "b" })];
    members.attendance.noteHeldUp(new Map(), 0, 10_000);
    expect(members.attendance.silent).toEqual([again.id]); // it has the place of Ben
    for (const { id } of [ada, elsewhere]) expect(members.roster.find(id)?.heldMs).toBe(0);
    for (const { id } of [ada, again]) members.leave(id);
    members.attendance.noteHeldUp(new Map(), 100_000, 10_000); // who is away pays nothing back
    const newcomers = [join(undefined, { address: "a" }), join(undefined, { address: "a" })];
    expect(newcomers.map(({ heldMs = 0 }) => heldMs)).toEqual([40_000, 0]); // one owes it
  });

  test.each([1, 2, 16])(
    "%d workers that are late whenever they are waited for cost the others a tenth of their time in the end",
    (count) => {
      const { members, join } = membership();
      const slow = Array.from({ length: count }, () => join());
      let [held, all] = [0, 0];
      for (let round = 0; round < 100_000; round++) {
        // one at a time, which costs most
        const late = round % 2 === 0 && slow.find(({ id }) => !members.attendance.silent.includes(id));
        const [heldMs, roundMs] = late ? [14_000, 15_000] : [0, 100];
        members.attendance.noteHeldUp(late ? new Map([[late.id, heldMs]]) : new Map(), roundMs, 15_000);
        held += heldMs;
        all += roundMs;
      }
      expect(held).toBeGreaterThan(45_000 * count);
      expect(held).toBeLessThan((45_000 + 15_000) * count + all / 10);
    },
  );
});
