/** What the pages say of a vote. Pure. */
import {
  armShortTitle,
  type Ballot,
  type GameScore,
  placeName,
  type VoteOption,
} from "@honest-majority/protocol";
import { isolated } from "../ui/isolated";

/** "Ben", or "Worker 2" where names are not shown. */
export function optionName({ label, place }: VoteOption): string {
  return label === "" && place !== undefined ? placeName(place) : isolated(label);
}

const votes = (count: number) => (count === 1 ? "1 vote" : `${count} votes`);

/** "5 votes are in, waiting for 3 more" */
export function countWords({ cast, awaited }: Pick<Ballot, "cast" | "awaited">): string {
  const isIn = `${votes(cast)} ${cast === 1 ? "is" : "are"} in`;
  return awaited === 0 ? isIn : `${isIn}, waiting for ${awaited} more`;
}

/** What stands before the question. */
export function turnWords({ turn, phase }: Pick<Ballot, "turn" | "phase">): string {
  if (phase === "shown") return "Answer";
  return turn === 2 ? "Second vote" : "Vote";
}

/** "Ada, Ben and Cleo" */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join();
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

const namesOf = ({ options }: Ballot, indices: readonly number[]) =>
  listed(indices.map((i) => optionName(options[i])));

/** The answer in one sentence; undefined until it is shown, and for a question without one. */
export function answerWords(ballot: Ballot): string | undefined {
  const { kind, outcome } = ballot;
  if (outcome === undefined) return undefined;
  const { right } = outcome;
  if (kind === "question") return right.length === 0 ? undefined : `The answer: ${namesOf(ballot, right)}`;
  if (right.length === 0) return "There was no traitor";
  return `The ${right.length === 1 ? "traitor was" : "traitors were"} ${namesOf(ballot, right)}`;
}

/** A row of the tally. */
export interface TallyRow {
  option: number;
  name: string;
  /** Of the first vote, and of the second. */
  votes: number[];
  isRight: boolean;
}

/** Up to so many options are shown in their order, with or without votes. */
const FEW = 8;

/** The most wanted of the last vote first, where there are many options; `others` have no votes, or no room. */
export function tallyRows(
  { options, tallies, outcome }: Ballot,
  most = Number.POSITIVE_INFINITY,
): { rows: TallyRow[]; others: number } {
  const rows = options.map(
    (option, i): TallyRow => ({
      option: i,
      name: optionName(option),
      votes: tallies.map((tally) => tally[i]),
      isRight: outcome?.right.includes(i) ?? false,
    }),
  );
  if (rows.length <= FEW) return { rows, others: 0 };
  const last = ({ votes }: TallyRow) => votes[votes.length - 1] ?? 0;
  const wanted = rows
    .filter(({ votes, isRight }) => isRight || votes.some((count) => count > 0))
    .sort((a, b) => Number(b.isRight) - Number(a.isRight) || last(b) - last(a) || a.option - b.option)
    .slice(0, most);
  return { rows: wanted, others: rows.length - wanted.length };
}

/** Who named whom in a game, and the sums over the games. */
export interface Finder {
  name: string;
  /** "Ben"; what it says in place of a name when it names nobody. */
  named: string;
  found: string;
  /** Over all games, if there were several. */
  inAll?: string;
}

export function findersOf(ballot: Ballot, score: GameScore | undefined): Finder[] {
  const { outcome } = ballot;
  if (ballot.kind !== "who" || outcome === undefined) return [];
  const { right, named, rules } = outcome;
  const found = (by: readonly number[]) => `${by.filter((i) => right.includes(i)).length} of ${right.length}`;
  const several = score !== undefined && score.games > 1;
  return [
    {
      name: "The class",
      named:
        namesOf(ballot, named) ||
        (ballot.cast === 0 ? "nobody: no one voted" : "nobody: the votes were split"),
      found: found(named),
      ...(several && { inAll: `${score.byClass} of ${score.traitors}` }),
    },
    ...rules.map(({ arm, named }) => {
      const sum = score?.byRules.find((each) => each.arm === arm);
      return {
        name: armShortTitle(arm),
        named: namesOf(ballot, named) || "nobody: it kept several alike",
        found: found(named),
        ...(several && sum && { inAll: `${sum.named} of ${sum.of}` }),
      };
    }),
  ];
}

/** "In 3 games 1 of 4 traitors was found by nobody." */
export function scoreWords({ games, traitors, undetected }: GameScore): string {
  const inGames = games === 1 ? "In this game" : `In ${games} games`;
  if (undetected === 0) return `${inGames} no traitor stayed undetected.`;
  return `${inGames} ${undetected} of ${traitors} ${traitors === 1 ? "traitor" : "traitors"} stayed undetected.`;
}
