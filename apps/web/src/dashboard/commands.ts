import type {
  AddArmRequest,
  Answer,
  AnswerQuizRequest,
  CastVoteRequest,
  ClassRequest,
  DealRequest,
  FlipManyRequest,
  InsightRequest,
  OpenQuizRequest,
  OpenVoteRequest,
  Role,
  RoundRecord,
  RunConfig,
  StartGameRequest,
} from "@honest-majority/protocol";
import { createContext, useContext } from "react";

/** The requests of the dashboard to the coordinator. The answers arrive over the socket. */
export interface Commands {
  start(): Promise<Answer>;
  pause(): Promise<Answer>;
  step(): Promise<Answer>;
  closeRound(): Promise<Answer>;
  again(keepRoles: boolean): Promise<Answer>;
  reset(): Promise<Answer>;
  configure(config: unknown): Promise<Answer<{ config: RunConfig }>>;
  addArm(request: AddArmRequest): Promise<Answer>;
  setClass(request: ClassRequest): Promise<Answer>;
  chooseAddress(host: string): Promise<Answer>;
  flip(worker: string, role: Role): Promise<Answer>;
  flipMany(request: FlipManyRequest): Promise<Answer<{ flipped: number }>>;
  deal(request: DealRequest): Promise<Answer>;
  /** A secret run with traitors dealt at random. */
  startGame(request: StartGameRequest): Promise<Answer>;
  /** Asks the class a question, or who is the traitor. */
  openVote(request: OpenVoteRequest): Promise<Answer>;
  closeVote(): Promise<Answer>;
  /** The second vote on the same question. */
  voteAgain(): Promise<Answer>;
  /** Shows the answer, or reveals the roles. */
  showVote(): Promise<Answer>;
  endVote(): Promise<Answer>;
  /** Of the person at this dashboard, in a playground. */
  castVote(request: CastVoteRequest): Promise<Answer>;
  resetScore(): Promise<Answer>;
  /** Asks the class the quiz, before the lessons or after them. */
  openQuiz(request: OpenQuizRequest): Promise<Answer>;
  closeQuiz(): Promise<Answer>;
  /** Forgets the quiz and all answers. */
  endQuiz(): Promise<Answer>;
  /** All answers, without anything that names who gave them. */
  quizCsv(): Promise<Answer<{ csv: string }>>;
  /** Of the person at this dashboard, in a playground. */
  answerQuiz(request: AnswerQuizRequest): Promise<Answer>;
  remove(worker: string): Promise<Answer>;
  removeSilent(): Promise<Answer<{ removed: number }>>;
  /** For a swarm of this browser. */
  swarmPass(): Promise<Answer<{ pass: string }>>;
  /** Shows these on the projector, and no others; without an id none. */
  projectPictures(id?: string): Promise<Answer>;
  /** The bytes of pictures that are shown: see `ShowPicturesRequest`. Undefined when they did not come, or are not shown any more. */
  pictures(id: string): Promise<Uint8Array | undefined>;
  /** Every round of the run as its record, asked for again: the page itself keeps less. Undefined when they did not come. */
  wholeRounds(): Promise<RoundRecord[] | undefined>;
  /** Which insight panels this page shows; asked for again after every reconnection. */
  watchInsight(request: InsightRequest): void;
}

const CommandsContext = createContext<Commands | undefined>(undefined);
export const CommandsProvider = CommandsContext.Provider;

export function useCommands(): Commands {
  const commands = useContext(CommandsContext);
  if (commands === undefined) throw new Error("useCommands: there is no CommandsProvider above");
  return commands;
}
