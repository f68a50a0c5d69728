import type { Ballot } from "@honest-majority/protocol";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, test } from "vitest";
import { type Commands, CommandsProvider } from "../dashboard/commands";
import { NOTHING_YET } from "../dashboard/state";
import { useDashboard } from "../dashboard/store";
import { VoteStrip } from "../dashboard/VoteStrip";
import { hideTruth } from "../dashboard/view";
import { VoteCounted, VoteLine } from "../projector/ProjectorVote";
import { VoteCard } from "../worker/VoteCard";

const open: Ballot = {
  id: "a",
  kind: "who",
  question: "Who is the traitor?",
  options: [0, 1, 2].map((place) => ({ label: "", worker: `w${place}`, place })),
  turn: 1,
  phase: "open",
  cast: 2,
  awaited: 3,
  tallies: [],
};
const counted: Ballot = { ...open, phase: "closed", cast: 5, awaited: 0, tallies: [[0, 4, 1]] };
const outcome = { right: [2], named: [1], rules: [{ arm: "mean", named: [] }] };
const shown: Ballot = { ...counted, phase: "shown", outcome };

const text = (node: React.ReactNode) =>
  renderToStaticMarkup(node)
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
const card = (ballot: Ballot, own?: number) =>
  text(<VoteCard votes={{ ballot, own }} worker="w1" onVote={() => {}} />);

describe("VoteCard", () => {
  test("offers the options, then says what was chosen and how many are awaited", () => {
    expect(card(open)).toMatch(
      /You are Worker 2\. .*Worker 1 Worker 2 Worker 3.*2 votes are in, waiting for 3 more/,
    );
    const voted = card(open, 0);
    expect(voted).toContain("You voted: Worker 1");
    expect(voted).toContain("Change my vote");
    expect(voted).not.toContain("Worker 3");
  });

  test("shows the votes when they are counted, and the traitor when it is shown", () => {
    expect(card(counted, 1)).toMatch(/Talk about it.*Worker 2 your vote 4 votes/);
    expect(card(counted)).not.toContain("traitor was");
    expect(card(shown)).toMatch(
      /The traitor was Worker 3\..*✕ traitor.*The class Worker 2 0 of 1 Mean nobody/,
    );
  });
});

describe("the dashboard and the projector", () => {
  afterEach(() => {
    useDashboard.setState(NOTHING_YET, true);
    hideTruth(false);
  });
  const watch = (ballot: Ballot) =>
    useDashboard.setState(
      { ...NOTHING_YET, votes: { ballot }, class: { ...NOTHING_YET.class, secret: true } },
      true,
    );
  const strip = () =>
    text(
      <CommandsProvider value={{} as Commands}>
        <VoteStrip />
      </CommandsProvider>,
    );

  test("show how many votes are in, and what comes next", () => {
    watch(open);
    expect(strip()).toMatch(
      /Vote Who is the traitor\? 2 votes are in, waiting for 3 more Close the vote Details/,
    );
    expect(text(<VoteLine />)).toContain("2 votes are in, waiting for 3 more");
    watch(counted);
    expect(strip()).toMatch(/5 votes are in Vote again Reveal the traitors Tally/);
    expect(text(<VoteCounted />)).toContain("Worker 2 4 votes");
    watch({ ...counted, turn: 2 });
    expect(strip()).not.toContain("Vote again");
  });

  test("a dashboard that hides roles does not name the traitor", () => {
    watch(shown);
    hideTruth(true);
    expect(strip()).not.toContain("Worker 3");
    hideTruth(false);
    expect(strip()).toContain("The traitor was Worker 3");
  });
});
