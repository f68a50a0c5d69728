/** One question to the class, from its first vote to its answer. Pure: a state, an event, and the next state or a refusal. */
import {
  type Ballot,
  type Refusal,
  refuse,
  type VoteOption,
  type VoteOutcome,
} from "@honest-majority/protocol";

/** What of a ballot is kept, also on disk. Who voted for what is forgotten as soon as the votes are counted. */
export interface KeptBallot
  extends Pick<Ballot, "id" | "kind" | "question" | "options" | "turn" | "phase" | "tallies" | "outcome"> {
  /** Index of the right option of a question, before it is shown. */
  answer?: number;
  /** By voter, the option; none once counted. */
  votes: Record<string, number>;
}

/** One that may vote. A vote counts as long as its voter is in this list; `here`: the vote waits for it. */
export interface Voter {
  id: string;
  here: boolean;
}

export type BallotEvent =
  | { kind: "cast"; vote: string; voter: string; option: number }
  /** The list of voters has changed. */
  | { kind: "voters" }
  | { kind: "close" }
  /** `id`: of the second vote. */
  | { kind: "again"; id: string }
  /** `outcomeOf` gets the last tally. */
  | { kind: "show"; outcomeOf: (tally: readonly number[]) => VoteOutcome };

export function openBallot(
  id: string,
  asked: { kind: Ballot["kind"]; question: string; options: VoteOption[]; answer?: number },
): KeptBallot {
  return { ...asked, id, turn: 1, phase: "open", tallies: [], votes: {} };
}

export function stepBallot(
  ballot: KeptBallot,
  event: BallotEvent,
  voters: readonly Voter[],
): KeptBallot | Refusal {
  switch (event.kind) {
    case "cast":
      return cast(ballot, event, voters);
    case "voters":
      return ballot.phase === "open" ? countedIfAllIn(withoutStrangers(ballot, voters), voters) : ballot;
    case "close":
      if (ballot.phase !== "open") return refuse("wrong-vote", "the vote is closed already");
      return counted(withoutStrangers(ballot, voters));
    case "again":
      if (ballot.phase === "open") return refuse("wrong-vote", "the vote is open: close it first");
      if (ballot.phase === "shown")
        return refuse("wrong-vote", "the answer has been shown: open a vote on another question");
      if (ballot.turn === 2)
        return refuse(
          "wrong-vote",
          "the second vote has been counted: show the answer, or open another vote",
        );
      return { ...ballot, id: event.id, turn: 2, phase: "open" };
    case "show": {
      if (ballot.phase === "shown") return refuse("wrong-vote", "the answer is shown already");
      const closed = ballot.phase === "open" ? counted(withoutStrangers(ballot, voters)) : ballot;
      return {
        ...closed,
        phase: "shown",
        outcome: event.outcomeOf(closed.tallies[closed.tallies.length - 1]),
      };
    }
    default:
      return event satisfies never;
  }
}

/** How many votes are in, and how many voters that are here have not voted. */
export function votesIn(
  { votes, phase, tallies }: KeptBallot,
  voters: readonly Voter[],
): Pick<Ballot, "cast" | "awaited"> {
  if (phase !== "open") return { cast: sumOf(tallies[tallies.length - 1]), awaited: 0 };
  return { cast: Object.keys(votes).length, awaited: awaitedOf(votes, voters) };
}

function cast(
  ballot: KeptBallot,
  { vote, voter, option }: Extract<BallotEvent, { kind: "cast" }>,
  voters: readonly Voter[],
): KeptBallot | Refusal {
  if (vote !== ballot.id) return refuse("wrong-vote", "this vote is over: another one has been opened");
  if (ballot.phase !== "open") return refuse("wrong-vote", "the vote is closed");
  if (!voters.some(({ id }) => id === voter))
    return refuse("wrong-vote", "this client joined without votes: true, so it does not vote");
  if (option >= ballot.options.length)
    return refuse(
      "malformed",
      `option: must be from 0 to ${ballot.options.length - 1}, got ${option}: choose one that is shown`,
    );
  return countedIfAllIn({ ...ballot, votes: { ...ballot.votes, [voter]: option } }, voters);
}

/** Of a worker that was removed, or whose place another has taken, the vote does not count. */
function withoutStrangers(ballot: KeptBallot, voters: readonly Voter[]): KeptBallot {
  const known = new Set(voters.map(({ id }) => id));
  const kept = Object.entries(ballot.votes).filter(([voter]) => known.has(voter));
  return { ...ballot, votes: Object.fromEntries(kept) };
}

function countedIfAllIn(ballot: KeptBallot, voters: readonly Voter[]): KeptBallot {
  const some = Object.keys(ballot.votes).length > 0;
  return some && awaitedOf(ballot.votes, voters) === 0 ? counted(ballot) : ballot;
}

function counted(ballot: KeptBallot): KeptBallot {
  const tally = ballot.options.map(() => 0);
  for (const option of Object.values(ballot.votes)) tally[option]++;
  return { ...ballot, phase: "closed", votes: {}, tallies: [...ballot.tallies, tally] };
}

const awaitedOf = (votes: KeptBallot["votes"], voters: readonly Voter[]) =>
  voters.filter(({ id, here }) => here && !Object.hasOwn(votes, id)).length;

const sumOf = (tally: readonly number[] = []) => tally.reduce((sum, votes) => sum + votes, 0);
