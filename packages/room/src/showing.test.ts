import { LIMITS } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { NONE_SHOWN, type Showing, type ShowingEvent, type ShowingState, stepShowing } from "./showing";

const showing = (worker: string, id = `of ${worker}`): Showing => ({
  id,
  worker,
  connection: `c-${worker}`,
  pairs: 1,
  height: 1,
  width: 1,
  channels: 1,
  bytes: Uint8Array.of(0, 255),
});
/** After events that are not refused. */
function stateAfter(...events: ShowingEvent[]): ShowingState {
  return events.reduce<ShowingState>((state, event) => {
    const next = stepShowing(state, event);
    if ("ok" in next) throw new Error(next.detail);
    return next;
  }, NONE_SHOWN);
}
const show = (worker: string, id?: string): ShowingEvent => ({ kind: "show", showing: showing(worker, id) });
const project = (id?: string): ShowingEvent => ({ kind: "project", id, secret: false });
const ids = ({ all }: ShowingState) => all.map(({ id }) => id);

describe("pictures that are shown", () => {
  test("of one worker replace its earlier ones, which leave the projector", () => {
    const state = stateAfter(show("a"), show("b"), project("of a"), show("a", "new"));
    expect(ids(state)).toEqual(["of b", "new"]);
    expect(state.projected).toBeUndefined();
  });

  test("stay on the projector while another worker shows its own, or takes them back", () => {
    const state = stateAfter(show("a"), project("of a"), show("b"), { kind: "take-back", worker: "b" });
    expect([ids(state), state.projected]).toEqual([["of a"], "of a"]);
  });

  test("are gone when they are taken back, and a second time changes nothing", () => {
    const state = stateAfter(show("a"), project("of a"), { kind: "take-back", worker: "a" });
    expect(state).toEqual(NONE_SHOWN);
    expect(stepShowing(state, { kind: "take-back", worker: "a" })).toBe(state);
  });

  test("are gone with their worker, and with the connection over which they came", () => {
    const state = stateAfter(show("a"), show("b"), show("c"), project("of c"));
    const connections = new Map([
      ["a", "c-a"],
      ["c", "another"],
    ]);
    expect(stepShowing(state, { kind: "members", connections })).toEqual({ all: [showing("a")] });
  });

  test("are on the projector one worker's at a time, and none without an id", () => {
    const two = stateAfter(show("a"), show("b"), project("of a"), project("of b"));
    expect(two.projected).toBe("of b");
    expect(stepShowing(two, project())).toEqual({ all: two.all });
  });

  test("go to no projector while roles are secret, and leave it when they become so", () => {
    const state = stateAfter(show("a"));
    expect(stepShowing(state, { kind: "project", id: "of a", secret: true })).toMatchObject({
      code: "wrong-phase",
    });
    expect(stepShowing(stateAfter(show("a"), project("of a")), { kind: "hide" })).toEqual(state);
    expect(stepShowing(state, { kind: "hide" })).toBe(state);
  });

  test("that are not there cannot be projected", () => {
    expect(stepShowing(stateAfter(show("a")), project("of b"))).toMatchObject({ code: "not-shown" });
  });

  test("are of so many workers at most, who may still replace their own", () => {
    const { most } = LIMITS.showing;
    const full = stateAfter(...Array.from({ length: most }, (_, i) => show(`w${i}`)));
    expect(stepShowing(full, show("one more"))).toMatchObject({ code: "too-many" });
    expect(stepShowing(full, show("w3", "new"))).toMatchObject({ all: { length: most } });
  });
});
