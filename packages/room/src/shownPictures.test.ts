import { ShowPicturesRequest } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { memoryStore, openClass } from "./openClass.cases";

const SIZE = 28 * 28;
const pictures = (pairs: number) => Uint8Array.from({ length: 2 * pairs * SIZE }, (_, i) => i % 251);
const OK = { ok: true };

async function openTwo(config = {}) {
  const store = memoryStore();
  const opened = await openClass(config, store);
  const [a, b] = [await opened.join(), await opened.join()];
  return { ...opened, store, a, b };
}

describe("a room", () => {
  test("shows a worker's pictures to the instructor alone, until they are projected, and then not whose they are", async () => {
    const { room, a, told } = await openTwo();
    expect(room.showPictures(a, { pairs: 2 }, pictures(2))).toEqual(OK);
    const [{ id, ...shown }] = room.pictures.view(true);
    expect(shown).toEqual({ worker: a, pairs: 2, height: 28, width: 28, channels: 1, projected: false });
    expect(room.pictures.pictures(id, true)).toEqual({ ok: true, pairs: pictures(2) });
    expect(room.watched(true).shown).toHaveLength(1);

    const seen = () => told.filter(({ event }) => event === "pictures:changed");
    expect([room.pictures.view(false), room.watched(false).shown, seen()]).toEqual([[], undefined, []]);
    expect(room.pictures.pictures(id, false)).toMatchObject({ code: "not-shown" });

    expect(room.pictures.project({ id })).toEqual(OK);
    expect(room.pictures.view(false)).toEqual([
      { id, pairs: 2, height: 28, width: 28, channels: 1, projected: true },
    ]);
    expect(room.pictures.pictures(id, false)).toEqual({ ok: true, pairs: pictures(2) });
    expect(room.pictures.takeBack(a)).toEqual(OK);
    expect(room.pictures.pictures(id, true)).toMatchObject({ code: "not-shown" });
    expect(seen().map(({ to, args }) => [to, (args as unknown[][])[0].length])).toEqual([
      ["watcher", 1],
      ["watcher", 0],
    ]);
  });

  test("keeps nothing of them: not on disk, not in the record, and no worker hears of them", async () => {
    const { room, a, told, store, problems, closed, b } = await openTwo({ f: 0, workers: 2 });
    const before = told.length;
    room.showPictures(a, { pairs: 1 }, pictures(1));
    const [{ id }] = room.pictures.view(true);
    room.pictures.project({ id });
    expect(told.slice(before).map(({ to, event }) => [to, event])).toEqual([["watcher", "pictures:changed"]]);
    await room.run.command("start");
    await closed(2);
    const kept = JSON.stringify([room.kept(), room.record(true), [...store.rooms.values()], store.records]);
    expect([kept.includes(id), kept.includes("pairs"), problems]).toEqual([false, false, []]);
    expect(told.filter(({ to, event }) => to === b && event.startsWith("pictures"))).toEqual([]);
  });

  test("forgets them with the worker's connection, and does not show them again when it comes back", async () => {
    const { room, a, join } = await openTwo();
    const token = room.members.roster.find(a)?.token;
    const show = () => room.showPictures(a, { pairs: 1 }, pictures(1));
    show();
    room.members.disconnected(a);
    expect(room.pictures.view(true)).toEqual([]);
    await join(token);
    expect(room.pictures.view(true)).toEqual([]);
    show();
    await join(token); // another tab took the worker over before the room heard that the first was gone
    expect(room.pictures.view(true)).toEqual([]);
    show();
    room.members.remove(a);
    expect(room.pictures.view(true)).toEqual([]);
    expect(show()).toMatchObject({ code: "not-joined" });
  });

  test("projects none in a secret run, and takes one off the projector when a secret run begins", async () => {
    const { room, a } = await openTwo();
    room.showPictures(a, { pairs: 1 }, pictures(1));
    const [{ id }] = room.pictures.view(true);
    room.pictures.project({ id });
    await room.run.configure({ secret: true });
    expect(room.pictures.view(true)).toMatchObject([{ id, projected: false }]);
    expect(room.pictures.project({ id })).toMatchObject({ code: "wrong-phase" });
    expect(await room.setClass({ revealed: true })).toEqual(OK);
    expect(room.pictures.project({ id })).toEqual(OK);
  });

  test("refuses bytes that are not so many pairs of the run's pictures, more than 64 pairs, and floods", async () => {
    const { room, a } = await openTwo();
    for (const bytes of [pictures(2), new Uint8Array(), pictures(1).subarray(1)])
      expect(room.pictures.show(a, { pairs: 1 }, bytes)).toMatchObject({
        code: "wrong-bytes",
        detail: `1 pair of pictures of 28×28×1 take 1568 bytes, got ${bytes.length}`,
      });
    const parsed = (pairs: unknown) => ShowPicturesRequest.safeParse({ pairs }).success;
    expect([0, 1, 64, 65, 1.5, "1"].map(parsed)).toEqual([false, true, true, false, false, false]);
    expect(ShowPicturesRequest.safeParse({ pairs: 1, worker: "b" }).success).toBe(false);
    const answers = Array.from({ length: 7 }, () => room.showPictures(a, { pairs: 1 }, pictures(1)).ok);
    expect(answers).toEqual([true, true, true, true, true, true, false]);
  });
});
