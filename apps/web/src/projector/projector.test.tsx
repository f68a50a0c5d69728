import {
  RunConfig,
  type RunConfigInput,
  type RunState,
  refuse,
  type WorkerView,
} from "@honest-majority/protocol";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, test } from "vitest";
import type { Flag } from "../chart/flags";
import { NOTHING_YET, watching } from "../dashboard/state";
import { useDashboard } from "../dashboard/store";
import { JoinCard } from "./JoinCard";
import { ProjectorBar } from "./ProjectorBar";
import { NotShown } from "./ProjectorPage";
import { withoutNames } from "./withoutNames";

const ada: WorkerView = {
  id: "w1",
  index: 0,
  name: "Ada",
  backend: "cpu",
  backendNote: "",
  presence: "ready",
  hidden: false,
};

function watch(state: RunState, config: RunConfigInput = {}) {
  useDashboard.setState(
    watching(NOTHING_YET, {
      room: "KRUM-42",
      run: "a",
      config: RunConfig.parse(config),
      state,
      class: NOTHING_YET.class,
      workers: [ada, { ...ada, id: "w2", name: "Ben", presence: "left" }],
      joins: [{ reach: "network", host: "192.168.1.5", url: "http://192.168.1.5:8080/join/KRUM-42" }],
      datasets: [],
      warnings: [],
      dim: 10,
      rounds: [],
      instructor: false,
    }),
    true,
  );
}
afterEach(() => useDashboard.setState(NOTHING_YET, true));

const text = (node: React.ReactNode) =>
  renderToStaticMarkup(node)
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");

describe("JoinCard", () => {
  test("shows code, address and count, and names only where the settings allow them", () => {
    watch({ phase: "lobby" });
    const card = text(<JoinCard />);
    for (const part of ["KRUM-42", "192.168.1.5:8080/join/KRUM-42", "1 worker is ready"])
      expect(card).toContain(part);
    expect(card).not.toContain("Ada");
    watch({ phase: "lobby" }, { showNames: true });
    expect(text(<JoinCard />)).toContain("Ada");
  });
});

describe("ProjectorBar", () => {
  test("shows the round, the workers that are here and the code, and has nothing to press", () => {
    watch({ phase: "paused", round: 37 }, { rounds: 200 });
    const bar = text(<ProjectorBar isLobby={false} />);
    for (const part of ["KRUM-42", "192.168.1.5:8080", "round 37 of 200", "1 worker"])
      expect(bar).toContain(part);
    expect(renderToStaticMarkup(<ProjectorBar isLobby={false} />)).not.toMatch(/<button|<select|<input|<a /);
  });
});

describe("withoutNames", () => {
  test("counts the workers of a flip, and leaves out what is about one person", () => {
    const flip = (workers: string[]): Flag => ({
      round: 3,
      text: "Ada: Bit flip",
      tone: "malicious",
      flip: { role: "Bit flip", name: "Ada", workers },
    });
    const flags: Flag[] = [
      flip(["w1"]),
      flip(["w1", "w2"]),
      { round: 4, text: "Ada left", tone: "people" },
      { round: 5, text: "Mean diverged", tone: "trouble" },
    ];
    expect(withoutNames(flags).map((flag) => flag.text)).toEqual([
      "1 worker: Bit flip",
      "2 workers: Bit flip",
      "Mean diverged",
    ]);
  });
});

describe("NotShown", () => {
  test("says what to do about a wrong code and about an old page", () => {
    const wrong = text(<NotShown room="AB" refusal={refuse("wrong-room", "there is no room AB here")} />);
    expect(wrong).toContain("There is no room AB here");
    expect(wrong).toContain("/projector/CODE");
    expect(text(<NotShown room="AB" refusal={refuse("wrong-version", "")} />)).toContain("Reload it");
    expect(text(<NotShown room="AB" refusal={refuse("too-many", "")} />)).toContain("Close some of them");
  });
});
