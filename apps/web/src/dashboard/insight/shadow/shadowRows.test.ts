import type { ShadowRow, ShadowView } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { barShare, shownShadow } from "./shadowRows";

const row = (rule: string, distance: number | null): ShadowRow => ({
  rule,
  distance,
  liarsKept: 1,
  honestKept: 5,
  ms: 2,
});
const view = (rows: ShadowRow[], more: Partial<ShadowView> = {}): ShadowView => ({
  run: "r",
  round: 5,
  arm: "mean",
  honestNorm: 2,
  liars: 2,
  honest: 6,
  rows,
  pending: 0,
  ...more,
});
const rules = ({ rows }: ReturnType<typeof shownShadow>) => rows.map(({ rule }) => rule);

describe("shownShadow", () => {
  test("sorts by distance to the honest mean; the unknown and then those with a reason come last", () => {
    const reason = { rule: "mda", reason: "not computed: C(40, 10) sets" };
    const shown = shownShadow(
      view([reason, row("krum", 3), row("smea", null), row("mean", 8), row("phocas", 0)]),
      undefined,
    );
    expect(rules(shown)).toEqual(["phocas", "krum", "mean", "smea", "mda"]);
    expect(shown.rows.map(({ relative }) => relative)).toEqual([0, 1.5, 4, null, null]);
  });

  test("knows no relative distance without an honest mean", () => {
    for (const honestNorm of [null, 0])
      expect(shownShadow(view([row("krum", 3)], { honestNorm }), undefined).rows[0].relative).toBeNull();
  });

  test("keeps the last round's rows of rules that are still to come, of the same arm and run only", () => {
    const before = shownShadow(view([row("krum", 3), row("mean", 8)]), undefined);
    const next = view([row("mean", 1)], { round: 6, pending: 1 });
    const shown = shownShadow(next, before);
    expect(shown.rows.map(({ rule, round }) => `${rule} ${round}`)).toEqual(["mean 6", "krum 5"]);
    expect(rules(shownShadow({ ...next, arm: "krum" }, before))).toEqual(["mean"]);
    expect(rules(shownShadow({ ...next, run: "s" }, before))).toEqual(["mean"]);
    expect(rules(shownShadow({ ...next, pending: 0 }, before))).toEqual(["mean"]);
  });
});

describe("shownShadow, sent again", () => {
  const first = shownShadow(view([row("krum", 3)], { pending: 1 }), undefined);

  test("keeps the objects of results that are the same, so that only new ones render", () => {
    const next = shownShadow(view([row("krum", 3), row("mean", 8)]), first);
    expect(next.rows[0]).toBe(first.rows[0]);
    expect(next.rows[1]).toMatchObject({ rule: "mean", relative: 4 });
  });

  test("shows another result, and the same result of another round, as new", () => {
    expect(shownShadow(view([row("krum", 4)]), first).rows[0]).toMatchObject({ distance: 4 });
    expect(shownShadow(view([row("krum", 3)], { round: 6 }), first).rows[0]).toMatchObject({ round: 6 });
  });
});

describe("barShare", () => {
  test("is a log scale from 0.01 to 100, cut at its ends", () => {
    expect([0, 0.001, 0.01, 0.1, 1, 100, 1e9].map(barShare)).toEqual([
      0,
      0,
      0,
      expect.closeTo(0.25),
      0.5,
      1,
      1,
    ]);
  });
});
