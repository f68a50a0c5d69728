import { RunConfig, type WorkerView } from "@honest-majority/protocol";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, test } from "vitest";
import { type Commands, CommandsProvider } from "../commands";
import { type Place, PlaceProvider } from "../place";
import { type DashboardState, NOTHING_YET } from "../state";
import { useDashboard } from "../store";
import { useView } from "../view";
import { GuardBar, RoomGuardBar } from "./GuardBar";
import { WorkersColumn } from "./WorkersColumn";

const attack = { kind: "bitFlip", factor: 10 } as const;
const workers: WorkerView[] = ["Ada", "Ben", "Cleo"].map((name, index) => ({
  id: `w${index}`,
  index,
  name,
  backend: "wasm",
  backendNote: "no WebGPU: this page is not served over https",
  presence: index === 0 ? "left" : "ready",
  hidden: false,
  role: index === 1 ? { kind: "malicious", attack } : { kind: "honest" },
  lastLoss: 0.86,
  lagMs: 12,
  transport: "websocket",
  refusals: 2,
}));

const state = (given: Partial<DashboardState> = {}): DashboardState => ({
  ...NOTHING_YET,
  room: {
    room: "KRUM-42",
    run: "r",
    config: RunConfig.parse({ arms: ["mean", "krum"], f: 1 }),
    joins: [],
    datasets: [],
    dim: 1,
  },
  order: workers.map(({ id }) => id),
  workers: Object.fromEntries(workers.map((worker) => [worker.id, worker])),
  warnings: ["Krum with f = 1 needs 5 workers, 2 are here"],
  last: {
    record: undefined as never, // no component of this column reads it
    verdicts: {
      w1: [
        { arm: "mean", kept: 1, verdict: "missed" },
        { arm: "krum", kept: 0, verdict: "caught" },
      ],
    },
  },
  ...given,
});

/** The first worker computes on another backend since its GPU died. */
const fallen = (worker: WorkerView): WorkerView => ({ ...worker, backendNote: NOTE, backendDeaths: 2 });
const NOTE = "no WebGPU: it stopped twice in this tab (the device was lost)";

function column(
  given: Partial<DashboardState> = {},
  view: Partial<ReturnType<typeof useView.getState>> = {},
  place: Place = "coordinator",
) {
  useDashboard.setState(state(given), true);
  useView.setState({ keys: true, ...view }, true);
  const markup = renderToStaticMarkup(
    <CommandsProvider value={{} as Commands}>
      <PlaceProvider value={place}>
        <WorkersColumn />
      </PlaceProvider>
    </CommandsProvider>,
  );
  const tiles = markup.split('<li class="tile"').slice(1);
  return { markup, tiles, words: markup.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ") };
}

afterEach(() => {
  useDashboard.setState(NOTHING_YET, true);
  useView.setState({ keys: true }, true);
});

const attributes = (tile: string) =>
  Object.fromEntries(
    [...tile.matchAll(/data-(worker|role|state|verdict)="([^"]*)"/g)].map(([, k, v]) => [k, v]),
  );

describe("WorkersColumn", () => {
  test("shows a tile for each worker, those that have left last", () => {
    const { tiles, words } = column();
    expect(tiles.map(attributes)).toEqual([
      { worker: "w1", role: "malicious", state: "ready" },
      { worker: "w2", role: "honest", state: "ready" },
      { worker: "w0", role: "honest", state: "left" },
    ]);
    expect(words).toContain("Workers 2");
    expect(tiles[0]).toContain('aria-label="Make Ben honest"');
  });

  test("stops Tab once in the grid", () => {
    const stops = column().tiles.map((tile) => /tile-main" tabindex="(-?\d)"/i.exec(tile)?.[1]);
    expect(stops).toEqual(["0", "-1", "-1"]);
  });

  test("reveals no roles while this screen hides them", () => {
    const { markup, tiles } = column({}, { hideTruth: true, selected: "w1" });
    expect(tiles.map((tile) => attributes(tile).role)).toEqual(["hidden", "hidden", "hidden"]);
    expect(markup).toContain("f=1");
    expect(markup).toContain("Switch its role");
    for (const part of ["Bit flip", "refused", "Make Ben", "1 of 2", 'data-verdict="']) {
      expect(markup, part).not.toContain(part);
    }
  });

  test("shows each rule's verdict after the reveal, and none before", () => {
    const marks = (tile: string) => [...tile.matchAll(/data-verdict="(\w+)"/g)].map(([, verdict]) => verdict);
    expect(column().tiles.map(marks)).toEqual([[], [], []]);
    expect(column().tiles[0]).not.toContain("caught");
    const [first] = column({ class: { ...NOTHING_YET.class, revealed: true } }).tiles;
    expect(marks(first)).toEqual(["missed", "caught"]);
    expect(first).toContain(", malicious, Mean: missed, Krum: caught");
  });

  test("shows what is known of the selected worker", () => {
    const { words, markup } = column({}, { selected: "w1" });
    for (const part of [
      "loss 0.860",
      "WASM",
      "websocket",
      "lag 12 ms",
      "2 refused",
      "Krum did not choose it",
    ]) {
      expect(words).toContain(part);
    }
    expect(markup).toContain('title="no WebGPU: this page is not served over https"');
    expect(markup).toMatch(/<label data-role="malicious"><input type="radio"[^>]*checked=""/);
    expect(column({}, { selected: "nobody" }).words).toContain("Select a worker");
  });

  test("marks the tile of a worker that polls, or whose lag is long, and says which", () => {
    const ways: Record<string, Partial<WorkerView>> = {
      w0: { transport: "websocket", lagMs: 2_000 },
      w1: { transport: "polling", lagMs: 2_001 },
      w2: { transport: "websocket", lagMs: 2_001 },
    };
    const given = {
      workers: Object.fromEntries(workers.map((worker) => [worker.id, { ...worker, ...ways[worker.id] }])),
    };
    const said = (tiles: string[]) =>
      tiles.map((tile) => (tile.includes("tile-network") ? /<title>([^<]*)/.exec(tile)?.[1] : undefined));
    expect(said(column(given).tiles)).toEqual([
      "sends by polling, lag over 2.0 s",
      "lag over 2.0 s",
      undefined,
    ]);
    expect(column(given).tiles[0]).toContain("malicious, sends by polling, lag over 2.0 s</span>");
    // times tell attackers that answer late
    const hidden = column(given, { hideTruth: true, selected: "w1" });
    expect(said(hidden.tiles)).toEqual(["sends by polling", undefined, undefined]);
    expect(hidden.words).not.toMatch(/loss 0|lag/);
  });

  test("marks the tile of a worker under which a backend died, and says why", () => {
    const fallenWorkers = Object.fromEntries(
      workers.map((worker) => [worker.id, worker.id === "w1" ? fallen(worker) : worker]),
    );
    const { tiles, words } = column({ workers: fallenWorkers }, { selected: "w1" });
    expect(tiles.map((tile) => tile.includes("tile-fallen"))).toEqual([true, false, false]);
    expect(tiles[0]).toContain(`, computes on WASM: ${NOTE}`);
    expect(words).toContain(`websocket · lag 12 ms · 2 refused · ${NOTE}`);
  });

  test("says how to add workers while no one is here", () => {
    const nobody = { order: [], workers: {} };
    expect(column(nobody).words).toContain("Show the class the room code");
    expect(column(nobody, {}, "page").words).not.toContain("room code"); // a playground has none
  });
});

describe("GuardBar", () => {
  test("says how many are malicious, what that means, and which conditions do not hold", () => {
    const markup = renderToStaticMarkup(
      <GuardBar m={8} f={2} malicious={3} conditions={["Krum needs more"]} />,
    );
    expect(markup).toContain('title="3 of 8 malicious · more than the rules expect · Krum needs more"');
    expect(markup).toContain('aria-label="3 of 8 malicious, f=2, m/2=4"');
    expect(markup).toContain("inline-size:37.5%");
  });

  test("of a room says that an attack is none, but not while this screen hides roles", () => {
    const three = workers.map((one) => ({ ...one, presence: "ready" as const }));
    three[1] = { ...three[1], role: { kind: "malicious", attack: { kind: "alie" } } };
    const watched = { ...state(), workers: Object.fromEntries(three.map((one) => [one.id, one])) };
    const bar = (hideTruth?: boolean) => {
      useDashboard.setState(watched, true);
      useView.setState({ keys: true, hideTruth }, true);
      return renderToStaticMarkup(<RoomGuardBar />);
    };
    // m = 3, f = 1: s = 2 − 1 = 1 of 2 honest, Φ⁻¹(1/2)
    expect(bar()).toContain("gives z = 0 for 1 attacker among 3 workers: this is no attack.");
    expect(bar(true)).not.toMatch(/ALIE|attack/);
    expect(bar(true)).toContain("Krum with f = 1 needs 5 workers");
  });
});
