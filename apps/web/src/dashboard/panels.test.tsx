import { type RoundRecord, RunConfig, type RunState, type WorkerView } from "@honest-majority/protocol";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { armStyle, MEAN_STYLE } from "../chart/armStyle";
import { ChartPanel } from "../chart/ChartPanel";
import { noColumns } from "../chart/columns";
import { SettingsForm } from "../settings/SettingsForm";
import { ArmTable } from "./ArmTable";
import { Invite } from "./Invite";
import { Lobby } from "./Lobby";
import { RunControls } from "./RunControls";
import { WorkerTile } from "./WorkerTile";

const nothing = () => {};
const KRUM_STYLE = armStyle({ isMean: false, place: 0 });
/** The text of the markup, without tags. */
const text = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
const buttons = (markup: string) =>
  [...markup.matchAll(/<button[^>]*?(disabled="")?[^>]*>(.*?)<\/button>/g)].map(
    ([tag, , inside]) => (tag.includes('disabled=""') ? "-" : "") + text(inside),
  );

const controls = (state: RunState, disabled = false) =>
  buttons(
    renderToStaticMarkup(
      <RunControls
        state={state}
        disabled={disabled}
        onStart={nothing}
        onPause={nothing}
        onStep={nothing}
        onSkip={nothing}
        onReset={nothing}
      />,
    ),
  );

describe("RunControls", () => {
  test("offers the possible commands in each state of a run (a dash marks a disabled button)", () => {
    expect(controls({ phase: "lobby" })).toEqual(["Start", "Step", "-Reset"]);
    const running = { phase: "running", round: 1, waitingFor: 0, pausing: false } as const;
    expect(controls(running)).toEqual(["Pause", "-Step", "Close round", "Reset"]);
    expect(controls({ ...running, pausing: true })[0]).toBe("-Pause");
    expect(controls({ phase: "paused", round: 1 })).toEqual(["Resume", "Step", "Reset"]);
    expect(controls({ phase: "finished", round: 9 })).toEqual(["-Start", "-Step", "Reset"]);
  });

  test("is disabled while the coordinator is unreachable", () => {
    expect(controls({ phase: "lobby" }, true)).toEqual(["-Start", "-Step", "-Reset"]);
  });
});

const ben: WorkerView = {
  id: "w2",
  index: 1,
  name: "Ben",
  backend: "wasm",
  backendNote: "no WebGPU: this page is not served over https",
  presence: "ready",
  hidden: true,
  role: { kind: "malicious", attack: { kind: "alie", z: 1.5 } },
  refusals: 2,
};
const tile = (worker: WorkerView) =>
  renderToStaticMarkup(
    <WorkerTile
      worker={worker}
      losses={[2, 1.5]}
      kept={[{ arm: 1, label: "krum", kept: 0.03 }]}
      looks={[MEAN_STYLE, KRUM_STYLE]}
      owes={false}
      onFlip={nothing}
      onRemove={nothing}
    />,
  );

describe("WorkerTile", () => {
  test("shows name, backend, state, loss, share kept and role", () => {
    const markup = tile(ben);
    const words = text(markup);
    for (const part of ["Ben", "WASM", "tab is hidden", "2 refused", "loss 1.50", "Krum 3 %", "z 1.50"]) {
      expect(words).toContain(part);
    }
    expect(markup).toContain('data-testid="worker-tile-w2"');
    expect(markup).toContain('role="switch"');
    expect(markup).toContain('aria-checked="true"');
    expect(markup).toContain('title="no WebGPU: this page is not served over https"');
  });

  test("disables the switch of a worker that has left", () => {
    expect(tile({ ...ben, presence: "left" })).toMatch(/<button[^>]*role="switch"[^>]*disabled=""/);
    expect(tile(ben)).not.toMatch(/<button[^>]*role="switch"[^>]*disabled=""/);
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
  stage: { byzantine: [], aggregationError: [0.25] },
});

describe("ChartPanel", () => {
  test("says what it waits for before the first round", () => {
    const empty = text(
      renderToStaticMarkup(
        <ChartPanel
          columns={noColumns()}
          labels={["krum"]}
          looks={[KRUM_STYLE]}
          classes={10}
          room="KRUM-42"
        />,
      ),
    );
    expect(empty).toContain("Waiting for round 0");
  });
});

describe("ArmTable", () => {
  test("shows accuracy, share kept, error and warnings", () => {
    const arms = [{ label: "krum", arm: RunConfig.parse({ arms: ["krum"] }).arms[0] }];
    const words = text(
      renderToStaticMarkup(
        <ArmTable rounds={[record(0, 0.2), record(5, 0.912)]} arms={arms} looks={[KRUM_STYLE]} />,
      ),
    );
    // the rule kept one of four rows
    for (const part of ["Krum", "91.2 %", "25 %", "0.250", "3 ms", "needs 5 workers"]) {
      expect(words).toContain(part);
    }
  });
});

describe("Invite", () => {
  test("shows the code, the address and its QR code, or that there is no network", () => {
    const markup = renderToStaticMarkup(
      <Invite
        room="KRUM-42"
        joinUrls={["https://192.168.1.5:8443/join/KRUM-42", "http://192.168.1.5:8080/join/KRUM-42"]}
      />,
    );
    expect(text(markup)).toContain("192.168.1.5:8443/join/KRUM-42");
    expect(markup).toContain('aria-label="QR code for https://192.168.1.5:8443/join/KRUM-42"');
    expect(text(renderToStaticMarkup(<Invite room="KRUM-42" joinUrls={[]} />))).toContain("no network");
  });
});

describe("Lobby", () => {
  test("says how many workers are ready, and how many a round needs", () => {
    const lobby = (ready: number) =>
      text(
        renderToStaticMarkup(
          <Lobby room="AB" joinUrls={[]} ready={ready} quorum={3} run="mlp on glyphs" onSettings={nothing} />,
        ),
      );
    expect(lobby(1)).toContain("1 worker is ready , a round takes at least 3");
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
