/** A run that is over, as its record replays it: the numbers are those that the dashboard showed live. */
import { type RunRecord, readRecordFile } from "@honest-majority/records";
import { openDashboard } from "@honest-majority/web/src/dashboard/link";
import { type DashboardState, NOTHING_YET } from "@honest-majority/web/src/dashboard/state";
import { useDashboard } from "@honest-majority/web/src/dashboard/store";
import { openRecord, seek } from "@honest-majority/web/src/replay/replay";
import { stateAt } from "@honest-majority/web/src/replay/replayState";
import { pageStore } from "@honest-majority/web/src/ui/pageStore";
import { afterEach, describe, expect, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
afterEach(() => local.close());

/** What the panels read of a state. The arrays of columns grow with the rounds, so they are copied. */
function panels({ columns, last, measured, sums, class: view, order, workers, warnings }: DashboardState) {
  const cut = <Values extends Readonly<Record<string, readonly unknown[]>>>(values: Values) =>
    Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.slice(0, columns.length)]));
  return {
    rounds: columns.rounds.slice(0, columns.length),
    values: cut(columns.values),
    arms: columns.arms.map((arm) => ({ ...arm, values: cut(arm.values) })),
    flags: columns.flags,
    last,
    measured,
    sums,
    secret: view.secret,
    revealed: view.revealed,
    warnings,
    workers: order.map((id) => [id, workers[id].name, workers[id].role]),
  };
}

const wobbly = (seed: number) => (parameters: Float32Array) =>
  parameters.map((w, i) => 0.1 * w + Math.sin(seed + i));

/** Plays a run to its end, and returns what a dashboard showed at each tenth round. */
async function playLive({ rounds, secret = false }: { rounds: number; secret?: boolean }) {
  local = await startLocalCoordinator({
    workers: 4,
    f: 1,
    rounds,
    evaluateEvery: 5,
    arms: ["mean", "coordinateMedian"],
    attack: "signFlip",
    secret,
  });
  const { room, coordinator, url } = local;
  const workers = [];
  for (const seed of [1, 2, 3, 4]) workers.push(await local.worker({ update: wobbly(seed) }));
  const store = pageStore<DashboardState>(NOTHING_YET);
  const live = new Map<number, ReturnType<typeof panels>>();
  const stop = store.subscribe((state) => {
    const { length } = state.columns;
    // a round's record comes before the state of the run that follows it
    if (length > 0 && length % 10 === 0 && "round" in state.run && state.run.round >= length)
      if (!live.has(length)) live.set(length, panels(state));
  });
  const link = openDashboard({ token: coordinator.instructorToken, room, origin: url }, store);
  await expect.poll(() => store.getState().order.length).toBe(4);
  const { commands } = link;
  await commands.flipMany({
    who: { workers: [store.getState().order[2]] },
    role: { kind: "malicious", attack: { kind: "signFlip", factor: 1 } },
    from: 13,
  });
  await commands.start();
  await expect.poll(() => store.getState().columns.length, { timeout: 30_000 }).toBe(rounds);
  await expect.poll(() => store.getState().run.phase).toBe("finished");
  if (secret) await commands.setClass({ revealed: true });
  const run = store.getState().room?.run ?? "";
  stop();
  link.close();
  const answer = await fetch(`${url}/api/rooms/${room}/runs/${run}`, {
    headers: { authorization: `Bearer ${coordinator.instructorToken}` },
  });
  expect(answer.status).toBe(200);
  const record = await readRecordFile(new Uint8Array(await answer.arrayBuffer()));
  return { live, record, run };
}

const TENTHS = [10, 20, 30];
const atTenths = (of: (shown: number) => DashboardState) => TENTHS.map((shown) => panels(of(shown)));

describe("a replay", () => {
  test("shows at every tenth round what the dashboard showed live, in jumps and in steps", async () => {
    const { live, record } = await playLive({ rounds: 30 });
    const shown = TENTHS.map((round) => live.get(round));
    expect(shown.every((each) => each !== undefined)).toBe(true);
    expect(shown[1]?.workers.map(([, name, role]) => [name, (role as { kind: string }).kind])).toEqual([
      ["Ada", "honest"],
      ["Ben", "honest"],
      ["Cleo", "malicious"],
      ["Dev", "honest"],
    ]);
    expect(atTenths((round) => stateAt(record, round))).toEqual(shown);
    openRecord({ record, part: 1, of: 1, file: new Blob() });
    const stepped = atTenths((round) => {
      while (useDashboard.getState().columns.length < round) seek(useDashboard.getState().columns.length + 1);
      return useDashboard.getState();
    });
    expect(stepped).toEqual(shown);
    seek(0);
    seek(20);
    expect(panels(useDashboard.getState())).toEqual(shown[1]);
  });

  test("of a secret run is revealed where the record says so: at its end, and not before", async () => {
    const { record } = await playLive({ rounds: 7, secret: true });
    const revealed = (of: RunRecord, shown: number, asked = false) =>
      stateAt(of, shown, asked).class.revealed;
    expect([6, 7].map((shown) => revealed(record, shown))).toEqual([false, true]);
    const unrevealed = { ...record, revealed: false };
    expect(revealed(unrevealed, 7, true)).toBe(false);
    const early = structuredClone(unrevealed);
    early.rounds[4].events.push({ kind: "revealed" });
    expect([4, 5, 6].map((shown) => revealed(early, shown))).toEqual([false, true, true]);
  });

  test("of a run that the class is in is never deleted", async () => {
    const { run } = await playLive({ rounds: 2 });
    const { url, room, coordinator } = local;
    const path = `${url}/api/rooms/${room}/runs/${run}`;
    const headers = { authorization: `Bearer ${coordinator.instructorToken}` };
    const refused = await fetch(path, { method: "DELETE", headers });
    expect(await refused.json()).toMatchObject({
      code: "wrong-phase",
      detail: expect.stringMatching(/start another with Again or Reset, then delete this one/),
    });
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:reset");
    expect((await fetch(path, { method: "DELETE", headers })).status).toBe(200);
    const list = await fetch(`${url}/api/rooms/${room}/runs`, { headers });
    expect(await list.json()).toMatchObject({ runs: [], more: false });
  });
});
