import {
  type MapView,
  type RoundRecord,
  RunConfig,
  type ShadowView,
  type WorkerView,
} from "@honest-majority/protocol";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, test } from "vitest";
import { columnsOf } from "../../chart/columns";
import { armRecord, flipped, record } from "../../chart/testRecords";
import { stepped } from "../../ui/Tabs";
import { type Commands, CommandsProvider } from "../commands";
import { type DashboardState, mapChanged, NOTHING_YET, roundClosed, shadowChanged, watching } from "../state";
import { useDashboard } from "../store";
import { ConfusionPanel } from "./ConfusionPanel";
import { EventList } from "./EventList";
import { MapCard } from "./map/MapCard";
import { nearestUpdate } from "./map/nearest";
import { RulesTab } from "./RulesTab";
import { whyNoArm } from "./shadow/useAddArm";
import { sumsInWords } from "./VerdictSums";

afterEach(() => useDashboard.setState(NOTHING_YET, true));

const worker = (id: string, name: string): WorkerView => ({
  id,
  index: 0,
  name,
  backend: "wasm",
  backendNote: "",
  presence: "ready",
  hidden: false,
});

const rows = (kept: readonly number[]) => kept.map((share, i) => ({ worker: `w${i}`, kept: share }));

/** Krum keeps w0, an honest worker; throws out w1, honest too, and w2, which is malicious. The mean keeps all. */
const closed: RoundRecord = record(
  4,
  [armRecord("mean", 0.3, { rows: rows([1, 1, 1]) }), armRecord("krum", 0.9, { rows: rows([1, 0, 0]) })],
  {
    events: [flipped("w2", "Cleo")],
    stage: { byzantine: ["w2"], aggregationError: [4, 1], honestNorm: [2, 2] },
  },
);

function room(more: Partial<DashboardState["class"]> = {}): DashboardState {
  return watching(NOTHING_YET, {
    room: "KRUM-42",
    run: "a",
    config: RunConfig.parse({ arms: ["mean", "krum"] }),
    state: { phase: "running", round: 5, waitingFor: 0, pausing: false },
    class: { ...NOTHING_YET.class, ...more },
    workers: [worker("w0", "Ada"), worker("w1", "Ben"), worker("w2", "Cleo")],
    joins: [],
    datasets: [],
    warnings: [],
    dim: 10,
    rounds: [closed],
    instructor: true,
  });
}

const map: MapView = {
  run: "a",
  round: 4,
  arm: "krum",
  updates: [
    { worker: "w0", x: 0, y: 0 },
    { worker: "w1", x: 1, y: 0 },
    { worker: "w2", x: 3, y: 4 },
  ],
  aggregates: [
    { arm: "mean", x: 1, y: 1 },
    { arm: "krum", x: 0, y: 0 },
  ],
  byzantine: ["w2"],
  honestMean: { x: 0.5, y: 0 },
  medianDistance: 2,
  shown: 0.714,
};

const shadow: ShadowView = {
  run: "a",
  round: 4,
  arm: "krum",
  honestNorm: 2,
  liars: 1,
  honest: 2,
  rows: [
    { rule: "mean", distance: 8, liarsKept: 1, honestKept: 2, ms: 1 },
    { rule: "krum", distance: 1, liarsKept: 0, honestKept: 1, ms: 1 },
    { rule: "phocas", distance: 0.5, liarsKept: 0, honestKept: 2, ms: 1 },
    { rule: "mda", reason: "not computed: C(40, 10) sets" },
  ],
  pending: 0,
};

function markup(panel: React.ReactNode, state: DashboardState): string {
  useDashboard.setState(state, true);
  return renderToStaticMarkup(<CommandsProvider value={{} as Commands}>{panel}</CommandsProvider>);
}
const text = (html: string) =>
  html
    .replace(/<title>[^<]*<\/title>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("MapCard", () => {
  const card = (more?: Partial<DashboardState["class"]>) => markup(<MapCard />, mapChanged(room(more), map));
  const dots = (html: string) =>
    [...html.matchAll(/class="map-dot"[^>]*data-worker="(\w+)"([^>]*)>/g)].map(([, id, rest]) => [
      id,
      /data-role="(\w+)"/.exec(rest)?.[1],
    ]);

  test("says what it waits for before the first map", () => {
    expect(text(markup(<MapCard />, room()))).toContain("appears with the next measured round");
  });

  test("shows grey dots, every aggregate and the share of the distances before the reveal", () => {
    const html = card();
    expect(dots(html)).toEqual([
      ["w0", undefined],
      ["w1", undefined],
      ["w2", undefined],
    ]);
    expect([...html.matchAll(/data-arm="(\w+)"/g)].map(([, arm]) => arm)).toEqual(["mean", "krum"]);
    expect(text(html)).toContain("Map of round 4");
    expect(text(html)).toContain("This flat map shows 71 % of the distances");
    expect(html).not.toContain("data-verdict");
  });

  test("shows the roles of that round and the verdicts of the map's arm once revealed", () => {
    const html = card({ revealed: true });
    expect(dots(html)).toEqual([
      ["w0", "honest"],
      ["w1", "honest"],
      ["w2", "malicious"],
    ]);
    expect([...html.matchAll(/data-verdict="(\w+)"/g)].map(([, verdict]) => verdict)).toEqual([
      "wronged",
      "caught",
    ]);
    expect(text(html)).toContain("Ben 0.000 × wronged (honest, thrown out)");
  });

  test("keeps the roles of its round when later rounds close", () => {
    const later = roundClosed(mapChanged(room({ revealed: true }), map), {
      ...closed,
      round: 5,
      stage: undefined,
    });
    expect(dots(markup(<MapCard />, later))[2]).toEqual(["w2", "malicious"]);
  });

  test("does not draw the honest mean in a secret run before the reveal", () => {
    expect(card()).toContain("map-honest-mean");
    expect(card({ secret: true })).not.toContain("map-honest-mean");
    expect(text(card({ secret: true }))).not.toContain("honest");
  });

  test("lists the distances from the middle for screen readers", () => {
    // the middle is (1, 0): Cleo is √20 away, in units of 2
    expect(text(card())).toContain("Cleo 2.24 ×");
  });
});

describe("nearestUpdate", () => {
  const dots = [
    { worker: "w0", x: 0, y: 0 },
    { worker: "w1", x: 5, y: 0 },
  ];
  test("finds the nearest dot within reach", () => {
    expect(nearestUpdate(dots, { x: 3, y: 0 }, 10)).toBe("w1");
    expect(nearestUpdate(dots, { x: 2, y: 0 }, 10)).toBe("w0");
    expect(nearestUpdate(dots, { x: 50, y: 0 }, 10)).toBeUndefined();
  });
});

describe("RulesTab", () => {
  const tab = (more?: Partial<DashboardState["class"]>) =>
    markup(<RulesTab />, shadowChanged(room(more), shadow));

  test("shows the run's own rules before any result", () => {
    const words = text(markup(<RulesTab />, room()));
    expect(words).toContain("Mean 30.0 % 100 %");
    expect(words).toContain("Krum 90.0 % 33 %");
  });

  test("sorts every rule by its distance to the honest mean, relative to its length", () => {
    const html = tab();
    expect([...html.matchAll(/data-rule="(\w+)"/g)].map(([, rule]) => rule)).toEqual([
      "phocas",
      "krum",
      "mean",
      "mda",
    ]);
    const words = text(html);
    expect(words).toContain("Phocas 0.250 0 of 1 2 of 2");
    expect(words).toContain("Krum in run 0.500 0 of 1 1 of 2");
    expect(words).toContain("Mean in run 4.00 1 of 1 2 of 2");
    expect(words).toContain("MDA not computed: C(40, 10) sets");
  });

  test("offers to add a rule that is not in the run, and says where it starts from", () => {
    const buttons = [...tab().matchAll(/<button[^>]*aria-label="([^"]*)"/g)].map(([, label]) => label);
    expect(buttons).toEqual([
      "Add Phocas: it joins the run and starts from the parameters of Krum",
      expect.stringContaining("starts from the parameters of Krum"),
    ]);
  });

  test("shows verdicts and their sums after the reveal only", () => {
    expect(tab()).not.toContain("data-verdict");
    const revealed = tab({ revealed: true });
    expect(text(revealed)).toContain("Krum 1 of 1 1 50 % 100 %");
    expect(revealed).toContain('data-verdict="missed"');
  });

  test("shows nothing that reveals roles in a secret run before the reveal", () => {
    const words = text(tab({ secret: true }));
    expect(words).toContain("this screen hides");
    for (const part of ["0.250", "of 1", "Phocas"]) expect(words).not.toContain(part);
    expect(text(tab({ secret: true, revealed: true }))).toContain("Phocas");
  });
});

describe("whyNoArm", () => {
  test("names the limit, the end of the run and a lost connection", () => {
    const run = { arms: 2, isFinished: false, isLost: false };
    expect(whyNoArm(run)).toBeUndefined();
    expect(whyNoArm({ ...run, arms: 8 })).toContain("at most 8 rules");
    expect(whyNoArm({ ...run, isFinished: true })).toContain("over");
    expect(whyNoArm({ ...run, isLost: true })).toContain("does not answer");
  });
});

describe("sumsInWords", () => {
  test("counts caught among the malicious, and gives precision and recall", () => {
    expect(sumsInWords("krum", { caught: 3, missed: 1, wronged: 1, kept: 9 })).toBe(
      "Krum caught 3 of 4, wronged 1; precision 75 %, recall 75 %",
    );
    expect(sumsInWords("krum", { caught: 0, missed: 0, wronged: 0, kept: 9 })).toContain(
      "precision –, recall –",
    );
  });
});

describe("EventList", () => {
  test("hides flips while this screen hides roles", () => {
    expect(text(markup(<EventList />, room()))).toContain("Cleo");
    expect(text(markup(<EventList />, room({ secret: true })))).not.toContain("Cleo");
  });

  test("keeps the sentence from left to right after a name from right to left", () => {
    const state = room();
    const flags = [{ round: 1, text: "\u2068מרים\u2069 joined", tone: "people" as const }];
    // <bdi> would take the whole sentence's direction from the name
    expect(markup(<EventList />, { ...state, columns: { ...state.columns, flags } })).not.toContain("<bdi>");
  });
});

describe("ConfusionPanel", () => {
  test("names the classes in their rows, and numbers the columns in the same order", () => {
    const confusion = Array.from({ length: 10 }, () => Array<number>(10).fill(0));
    const measured = record(5, [
      armRecord("mean", 0.1, { evaluation: { accuracy: 0.1, loss: 1, confusion } }),
    ]);
    const html = markup(<ConfusionPanel />, { ...room(), columns: columnsOf([measured]) });
    expect(html).toContain('<th scope="row">1 square</th>');
    expect(html).toMatch(/<th scope="col" abbr="square" title="square">1<\/th>/);
  });
});

describe("stepped", () => {
  test("moves with the arrows around the ends, and with Home and End", () => {
    expect(["ArrowRight", "ArrowLeft", "Home", "End", "a"].map((key) => stepped(key, 2, 3))).toEqual([
      0,
      1,
      0,
      2,
      undefined,
    ]);
  });
});
