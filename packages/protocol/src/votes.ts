/** Votes of the class: on a question with options, or on who is malicious; and the score of several games of the latter. */
import { z } from "zod";
import { AttackConfig } from "./attackConfig";
import { cleanText, hasVisibleLetter } from "./cleanText";

/** Texts that the instructor writes and the class reads. */
const text = (most: number) =>
  z.string().max(most).transform(cleanText).refine(hasVisibleLetter, "must have a visible letter");

export const MOST_ANSWERS = 8;
export const MOST_QUESTION_CHARACTERS = 200;
export const MOST_ANSWER_CHARACTERS = 120;

/** A question with at most so many options, and the index of the right one. */
export const questionOf = (most: number) => ({
  question: text(MOST_QUESTION_CHARACTERS),
  options: z
    .array(text(MOST_ANSWER_CHARACTERS))
    .min(2)
    .max(most)
    .refine((options) => new Set(options).size === options.length, {
      message: "must differ from each other: two of them are equal",
    }),
  answer: z
    .int()
    .min(0)
    .max(most - 1),
});

export function hasItsAnswer({ options, answer = 0 }: { options: string[]; answer?: number }): boolean {
  return answer < options.length;
}
export const NOT_ITS_ANSWER = {
  path: ["answer"],
  message: "must be the index of one of the options, from 0 on",
};

const asked = questionOf(MOST_ANSWERS);
const Question = z
  .strictObject({ ...asked, answer: asked.answer.optional() })
  .refine(hasItsAnswer, NOT_ITS_ANSWER);

/** The question of a vote on workers that has no other. */
export const WHO_IS_TRAITOR = "Who is the traitor?";

export const OpenVoteRequest = z.union(
  [
    z.strictObject({
      /** The options are the workers of the run. */
      who: z.literal(true),
      /** Unset, `WHO_IS_TRAITOR`. */
      question: text(MOST_QUESTION_CHARACTERS).optional(),
    }),
    Question,
  ],
  `must be { who: true, question? } or { question, options, answer? } with 2 to ${MOST_ANSWERS} options`,
);
export type OpenVoteRequest = z.input<typeof OpenVoteRequest>;

export const CastVoteRequest = z.strictObject({
  /** The `id` of the vote. */
  vote: z.string().max(100),
  /** Index into its options. */
  option: z.int().min(0).max(255),
});
export type CastVoteRequest = z.infer<typeof CastVoteRequest>;

export const StartGameRequest = z.strictObject({
  /** How many workers, drawn at random, are malicious. */
  traitors: z.int().min(1).max(256),
  /** Unset, the run's preset attack. */
  attack: AttackConfig.optional(),
  /** Unset, as the run's setting is. */
  showNames: z.boolean().optional(),
});
export type StartGameRequest = z.infer<typeof StartGameRequest>;

export interface VoteOption {
  /** The option's text, or the worker's name; empty for those who may not see names. */
  label: string;
  /** In a vote on workers, the worker's id and its place when the vote was opened. */
  worker?: string;
  place?: number;
}

/** What a rule says on who is malicious. */
export interface RuleVerdict {
  /** The arm's label. */
  arm: string;
  /** The options of which it kept least over the run, as many as there are malicious workers; without those on which it is undecided. */
  named: number[];
}

/** What becomes known when a vote is shown. All lists hold indices of options. */
export interface VoteOutcome {
  /** The right options; empty when the question has no right answer. */
  right: number[];
  /** Those with most votes, as many as are right; without those on which the class is undecided. */
  named: number[];
  /** In a vote on workers, one for each arm. */
  rules: RuleVerdict[];
}

export interface Ballot {
  /** Names this vote; a second vote on the same question has another name. */
  id: string;
  kind: "question" | "who";
  question: string;
  options: VoteOption[];
  turn: 1 | 2;
  /** `closed`: counted. `shown`: the answer, or the traitors, are known to all. */
  phase: "open" | "closed" | "shown";
  /** How many votes are in, and how many workers that are here have not voted. */
  cast: number;
  awaited: number;
  /** Votes for each option, of the first vote and of the second, once counted. */
  tallies: number[][];
  /** Absent until it is shown; in a vote on workers, for those who may not see roles. */
  outcome?: VoteOutcome;
}

/** Sums over the games of a class, since it was opened or the score was reset. */
export interface GameScore {
  games: number;
  traitors: number;
  /** Traitors that the class named. */
  byClass: number;
  /** Traitors that each arm's rule named, of those in the games that it took part in. */
  byRules: { arm: string; named: number; of: number }[];
  /** Traitors that neither the class nor any rule named. */
  undetected: number;
}

export interface VotesView {
  ballot?: Ballot;
  /** Absent before the first game is shown. */
  score?: GameScore;
  /** The worker's own vote in an open ballot; only in the answer to its join. */
  own?: number;
}

/** How many votes are in by now. */
export interface VoteCount {
  id: string;
  cast: number;
  awaited: number;
}

/** The view after a count; one of another vote changes nothing. */
export function countedVotes(view: VotesView, { id, ...count }: VoteCount): VotesView {
  return view.ballot?.id === id ? { ...view, ballot: { ...view.ballot, ...count } } : view;
}

/** What a worker is called where its name is not shown. */
export const placeName = (place: number) => `Worker ${place + 1}`;
