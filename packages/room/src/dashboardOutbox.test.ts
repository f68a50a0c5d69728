import type { Outbox } from "@honest-majority/conductor";
import type { CoordinatorToDashboard, RoundProgress, RoundRecord } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { dashboardOutbox } from "./dashboardOutbox";

const RECORD: RoundRecord = {
  round: 0,
  openedAt: 0,
  closedAt: 1,
  closedBy: "all-in",
  invited: ["ada"],
  arms: [],
  refusals: [],
  events: [],
};
const PROGRESS: RoundProgress = { round: 1, invited: ["ada"], arrived: [], timeLeftMs: 5 };

/** What the instructor's dashboards and the others are sent, of each message. */
function listening({ secret = false } = {}) {
  const sent: { instructor: unknown; others: unknown }[] = [];
  const outbox: Partial<Outbox<CoordinatorToDashboard>> = {
    toDashboards(_, compose) {
      sent.push({ instructor: compose(true)?.[0], others: compose(false)?.[0] });
    },
  };
  const { toDashboards } = dashboardOutbox({
    outbox: outbox as Outbox<CoordinatorToDashboard>,
    showsTruth: (instructor) => instructor || !secret,
    showsNames: () => true,
    workers: () => [{ id: "ada", index: 3 }],
    tellPlaces() {},
  });
  return { sent, toDashboards };
}

describe("dashboardOutbox", () => {
  test("what all may see is one object for all dashboards, which is encoded once", () => {
    const { sent, toDashboards } = listening();
    toDashboards("round:closed", () => [RECORD]);
    toDashboards("round:opened", () => [PROGRESS]);
    for (const { instructor, others } of sent) {
      expect(instructor).toMatchObject({ invited: ["3"] });
      expect(others).toBe(instructor);
    }
  });

  test("what only the instructor may see is in another object", () => {
    const { sent, toDashboards } = listening({ secret: true });
    const stage = { byzantine: ["ada"], aggregationError: [] };
    toDashboards("round:closed", (truth) => [truth ? { ...RECORD, stage } : RECORD]);
    expect(sent[0].instructor).toHaveProperty("stage");
    expect(sent[0].others).not.toHaveProperty("stage");
  });

  test("keeps no round once it is sent: a run has thousands", () => {
    const { sent, toDashboards } = listening();
    for (let i = 0; i < 2; i++) toDashboards("round:closed", () => [RECORD]);
    expect(sent[1].instructor).toEqual(sent[0].instructor);
    expect(sent[1].instructor).not.toBe(sent[0].instructor);
  });
});
