import {
  type JoinAddress,
  type RoundRecord,
  RunConfig,
  type RunState,
  type WorkerView,
} from "@honest-majority/protocol";
import { renderToStaticMarkup } from "react-dom/server";
import { prerender } from "react-dom/static";
import { afterEach, describe, expect, test } from "vitest";
import { columnsOf } from "../chart/columns";
import { SettingsForm } from "../settings/SettingsForm";
import { MoreMenu } from "./bar/MoreMenu";
import { RunControls } from "./bar/RunControls";
import { TopBar } from "./bar/TopBar";
import { type Commands, CommandsProvider } from "./commands";
import { Invite } from "./Invite";
import { ArmTable } from "./insight/ArmTable";
import { Lobby } from "./Lobby";
import { sentence } from "./RunOver";
import { type DashboardState, NOTHING_YET, roundClosed, watching } from "./state";
import { useDashboard } from "./store";

const nothing = () => {};

const snapshot = (state: RunState, workers: WorkerView[] = []) => ({
  room: "KRUM-42",
  run: "a",
  config: RunConfig.parse({ arms: ["krum"], rounds: 200 }),
  state,
  class: NOTHING_YET.class,
  workers,
  joins: [],
  datasets: [],
  warnings: [],
  dim: 10,
  rounds: [],
  instructor: true,
});

/** The markup of a panel while the store holds `state`. */
function markup(panel: React.ReactNode, state: DashboardState): string {
  useDashboard.setState(state, true);
  return renderToStaticMarkup(<CommandsProvider value={{} as Commands}>{panel}</CommandsProvider>);
}
afterEach(() => useDashboard.setState(NOTHING_YET, true));

/** The text of the markup, without tags. */
const text = (html: string) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
/** The names of the buttons; a dash marks a disabled one. */
const buttons = (html: string) =>
  [...html.matchAll(/<button([^>]*)>(.*?)<\/button>/g)].map(
    ([, tag, inside]) => (tag.includes('disabled=""') ? "-" : "") + text(inside),
  );

describe("RunControls", () => {
  const controls = (state: RunState) =>
    buttons(markup(<RunControls />, watching(NOTHING_YET, snapshot(state))));

  test("offers the possible commands in each state of a run", () => {
    expect(controls({ phase: "lobby" })).toEqual(["Start", "Step", "-Again"]);
    const running = { phase: "running", round: 1, waitingFor: 0, pausing: false } as const;
    expect(controls(running)).toEqual(["Pause", "-Step", "Again"]);
    expect(controls({ ...running, pausing: true })[0]).toBe("-Pause");
    expect(controls({ phase: "paused", round: 1 })).toEqual(["Resume", "Step", "Again"]);
    expect(controls({ phase: "finished", round: 9 })).toEqual(["-Start", "-Step", "Again"]);
  });

  test("is disabled while the coordinator is unreachable", () => {
    const lost = {
      ...watching(NOTHING_YET, snapshot({ phase: "lobby" })),
      connection: { kind: "lost" } as const,
    };
    expect(buttons(markup(<RunControls />, lost))).toEqual(["-Start", "-Step", "-Again"]);
  });
});

describe("MoreMenu", () => {
  test("offers to close the round only while the run goes on, and to hide roles only before the reveal", () => {
    const menu = (state: RunState, revealed = false) => {
      const watched = watching(NOTHING_YET, snapshot(state));
      return buttons(markup(<MoreMenu />, { ...watched, class: { ...watched.class, revealed } }));
    };
    const lobby = menu({ phase: "lobby" });
    expect(lobby).toContain("-Close this round");
    expect(lobby).toContain("-Reset to the lobby");
    expect(lobby).toContain("Hide roles on this screen");
    const running = menu({ phase: "running", round: 1, waitingFor: 0, pausing: false }, true);
    expect(running).toContain("Close this round");
    expect(running).toContain("-Hide roles on this screen");
  });
});

describe("TopBar", () => {
  test("shows the room, the state and the round", () => {
    const state = watching(NOTHING_YET, snapshot({ phase: "paused", round: 37 }));
    const words = text(markup(<TopBar />, state));
    for (const part of ["KRUM-42", "paused", "37 / of 200", "Reveal"]) expect(words).toContain(part);
  });
});

const record = (round: number, accuracy: number): RoundRecord => ({
  round,
  openedAt: 0,
  closedAt: 100,
  closedBy: "all-in",
  invited: ["w1"],
  arms: [
    {
      label: "krum",
      outcome: "stepped",
      counted: 4,
      expectedByzantine: 1,
      rows: [1, 0, 0, 0].map((kept, i) => ({ worker: `w${i}`, kept })),
      warnings: ["krum with f = 1 needs 5 workers, 4 are here"],
      aggregateNorm: 0.5,
      learningRate: 0.3,
      trainLoss: 1,
      aggregateMs: 3,
      evaluation: { accuracy, loss: 1, confusion: [] },
    },
  ],
  refusals: [],
  events: [],
  stage: { byzantine: [], aggregationError: [0.25], honestNorm: [2] },
});

describe("ArmTable", () => {
  test("shows accuracy and the share kept, and nothing that reveals roles", () => {
    let state = watching(NOTHING_YET, snapshot({ phase: "paused", round: 6 }));
    state = [record(0, 0.2), record(5, 0.912)].reduce(roundClosed, state);
    const words = text(markup(<ArmTable />, state));
    // the rule kept one of four rows
    for (const part of ["Krum", "91.2 %", "25 %", "3 ms"]) expect(words).toContain(part);
    expect(words).not.toContain("0.125");
  });
});

describe("ArmTable of a run with a backdoor", () => {
  const { arms, ...round } = record(0, 0.9);
  const evaluation = { accuracy: 0.9, loss: 1, confusion: [], attackSuccess: 0.432 };
  const attacked = { ...round, arms: [{ ...arms[0], evaluation }] };

  test("shows its success, but not while this screen hides roles", () => {
    const state = roundClosed(watching(NOTHING_YET, snapshot({ phase: "paused", round: 1 })), attacked);
    expect(text(markup(<ArmTable />, state))).toMatch(/accuracy attack kept .* 90\.0 % 43\.2 %/);
    const secret = { ...state, class: { ...state.class, secret: true } };
    expect(text(markup(<ArmTable />, secret))).not.toMatch(/attack|43/);
  });
});

describe("a run that is over", () => {
  test("says what each arm reached, the best first", () => {
    expect(sentence(columnsOf([record(0, 0.2), record(1, 0.912)]))).toBe(
      "The run is over after 2 rounds: Krum 91.2 %.",
    );
    expect(sentence(columnsOf([]))).toBe("The run is over after 0 rounds.");
  });
});

describe("Invite", () => {
  const wifi: JoinAddress = {
    reach: "network",
    host: "192.168.1.5",
    network: "Wi-Fi",
    url: "http://192.168.1.5:8080/join/KRUM-42",
    secureUrl: "https://192.168.1.5:8443/join/KRUM-42",
  };
  const local: JoinAddress = {
    reach: "machine",
    host: "localhost",
    url: "http://localhost:8080/join/KRUM-42",
  };
  const invite = async (...joins: JoinAddress[]) => {
    const { prelude } = await prerender(
      <CommandsProvider value={{} as Commands}>
        <Invite room="KRUM-42" joins={joins} />
      </CommandsProvider>,
    );
    return new Response(prelude).text();
  };

  test("shows the code, the address and its QR code, or that there is no network", async () => {
    const markup = await invite(wifi);
    expect(text(markup)).toContain(" 192.168.1.5:8080/join/KRUM-42");
    expect(markup).toContain('aria-label="QR code for http://192.168.1.5:8080/join/KRUM-42"');
    expect(text(markup)).toContain(wifi.secureUrl);
    const alone = await invite(local);
    expect(text(alone)).toContain("no network");
    expect(alone).not.toContain("QR code for");
  });

  test("names the network whose address it shows, and lets the teacher take another", async () => {
    const markup = await invite(wifi, local);
    expect(markup).toMatch(/<option value="192.168.1.5" selected="">Wi-Fi · 192.168.1.5</);
    expect(markup).toContain("this machine alone · localhost");
    expect(await invite(wifi)).not.toContain("<select");
  });

  test("shows a public address with its scheme, which a student must type", async () => {
    const url = "https://class.example/join/KRUM-42";
    const markup = await invite({ reach: "public", host: "class.example", url });
    expect(text(markup)).toContain(url);
    expect(markup).toContain(`aria-label="QR code for ${url}"`);
  });
});

describe("Lobby", () => {
  test("says how many workers are ready, and how many a round needs", () => {
    const lobby = (ready: number) =>
      text(
        renderToStaticMarkup(
          <Lobby room="AB" joins={[]} ready={ready} quorum={3} run="mlp on glyphs" onSettings={nothing} />,
        ),
      );
    expect(lobby(1)).toContain("1 worker is ready , a round needs at least 3");
    expect(lobby(3)).not.toContain("at least");
  });
});

describe("SettingsForm", () => {
  test("says why it is locked, and why a data set is unavailable", () => {
    const form = (locked: string | undefined) =>
      renderToStaticMarkup(
        <SettingsForm
          config={RunConfig.parse({})}
          datasets={[{ name: "glyphs" }, { name: "mnist", missing: "no file train-images in data" }]}
          locked={locked}
          onApply={async () => ({ ok: true })}
          onDone={nothing}
        />,
      );
    const locked = form("A run is in progress: press Reset.");
    expect(text(locked)).toContain("press Reset");
    expect(locked).toMatch(/<fieldset[^>]*disabled=""/);
    const open = form(undefined);
    expect(open).not.toMatch(/<fieldset[^>]*disabled=""/);
    expect(text(open)).toContain("MNIST: no file train-images in data");
  });
});
