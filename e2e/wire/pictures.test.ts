/** Pictures that a student shows to the class, on real sockets: who receives them, and when they are gone. */
import { PROTOCOL_VERSION, type ShownPictures } from "@honest-majority/protocol";
import { afterEach, expect, test } from "vitest";
import { joinLiveWorker } from "../src/coordinator/liveWorker";
import { type Dashboard, type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0)) action();
  await local.close();
});

const PAIR = 2 * 28 * 28;
const pictures = (pairs: number) => Uint8Array.from({ length: pairs * PAIR }, (_, i) => i % 251);
const noLearner = () => new Promise<never>(() => {});

function liveWorker(token?: string) {
  const joined = joinLiveWorker({
    url: local.url,
    room: local.room,
    token,
    createLearner: noLearner,
  });
  undo.push(() => joined.worker.hangUp());
  return joined;
}

/** What a dashboard may see now. */
async function shownTo(dashboard: Dashboard, token?: string): Promise<ShownPictures[]> {
  const answer = await dashboard.emitWithAck("room:watch", {
    protocol: PROTOCOL_VERSION,
    room: local.room,
    token,
  });
  return answer.ok ? (answer.shown ?? []) : [];
}

test("pictures reach the teacher, others once they are projected, no other worker, and go with their tab", async () => {
  local = await startLocalCoordinator();
  const [teacher, projector] = [await local.dashboard(), await local.dashboard(null)];
  const { instructorToken } = local.coordinator;
  const other = await local.worker();
  const heard: string[] = [];
  other.socket.onAny((event) => heard.push(event));
  const { worker, view, token } = liveWorker();
  await expect.poll(() => view().worker?.id).toBeDefined();
  const id = view().worker?.id;

  await worker.show({ pairs: 2, bytes: pictures(2), round: 7 });
  expect(view()).toMatchObject({ shown: { pairs: 2, round: 7 } });
  const [shown] = await shownTo(teacher, instructorToken);
  expect(shown).toMatchObject({ worker: id, pairs: 2, projected: false });
  const got = await teacher.emitWithAck("pictures:get", { id: shown.id });
  expect(got.ok && new Uint8Array(got.pairs)).toEqual(pictures(2));

  const get = () => projector.emitWithAck("pictures:get", { id: shown.id });
  expect([await shownTo(projector), (await get()).ok]).toEqual([[], false]);
  expect(await projector.emitWithAck("pictures:project", { id: shown.id })).toMatchObject({
    code: "not-allowed",
  });
  expect(await teacher.emitWithAck("pictures:project", { id: shown.id })).toEqual({ ok: true });
  expect((await shownTo(projector)).map(({ worker }) => worker)).toEqual([undefined]);
  expect((await get()).ok).toBe(true);

  await worker.takeBack();
  expect([view().shown, await shownTo(teacher, instructorToken), (await get()).ok]).toEqual([
    undefined,
    [],
    false,
  ]);

  // what is refused leaves what is shown as it was
  await worker.show({ pairs: 1, bytes: pictures(1), round: 8 });
  await worker.show({ pairs: 2, bytes: pictures(1), round: 9 });
  expect(view()).toMatchObject({ shown: { round: 8 }, notice: expect.stringContaining("take 3136 bytes") });
  await worker.show({ pairs: 65, bytes: pictures(65), round: 9 });
  expect(view()).toMatchObject({ shown: { round: 8 }, notice: expect.stringMatching(/^pairs: .*64/) });
  worker.hangUp();
  await expect.poll(() => shownTo(teacher, instructorToken)).toEqual([]);
  const again = liveWorker(token());
  await expect.poll(() => again.view().worker?.id).toBe(id);
  expect([again.view().shown, await shownTo(teacher, instructorToken)]).toEqual([undefined, []]);
  expect(heard.filter((event) => event.startsWith("pictures"))).toEqual([]);
});
