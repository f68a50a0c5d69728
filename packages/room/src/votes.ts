/** The votes of a class: passes requests to the ballot, and its changes to the pages; counts games. */
import { type Clock, type Outbox, throttled } from "@honest-majority/conductor";
import {
  type Answer,
  armLabel,
  type CastVoteRequest,
  type GameScore,
  type OpenVoteRequest,
  type RoundRecord,
  type RunConfig,
  refuse,
  type VotesView,
  WHO_IS_TRAITOR,
} from "@honest-majority/protocol";
import { type BallotEvent, type KeptBallot, openBallot, stepBallot, type Voter, votesIn } from "./ballot";
import type { Member } from "./roster";
import { addGame, gameOutcome, NO_GAMES, questionOutcome } from "./voteOutcome";
import { votesWithoutNames } from "./withoutNames";

/** What of it a restarted coordinator continues with. */
export interface KeptVotes {
  ballot?: KeptBallot;
  score?: GameScore;
}

export interface VotesParts {
  kept: KeptVotes | undefined;
  outbox: Pick<Outbox, "toWorker" | "toWorkers" | "toDashboards">;
  clock: Clock;
  newToken: () => string;
  /** A dashboard of the instructor votes as one person. */
  viewerVotes: boolean;
  members: () => readonly Member[];
  run: () => { config: RunConfig; records: readonly RoundRecord[] };
  /** Whether a watcher may see roles, and names. */
  showsTruth: (instructor: boolean) => boolean;
  showsNames: (instructor: boolean) => boolean;
  /** Called when what is kept has changed. */
  changed: () => void;
}

/** No worker has this id. */
const VIEWER = "viewer";
const COUNT_MS = 150;

export class Votes {
  readonly #parts: VotesParts;
  #ballot: KeptBallot | undefined;
  #score: GameScore | undefined;
  readonly #showCount: () => void;

  constructor(parts: VotesParts) {
    this.#parts = parts;
    this.#ballot = parts.kept?.ballot;
    this.#score = parts.kept?.score;
    this.#showCount = throttled(parts.clock, COUNT_MS, () => this.#sendCount());
  }

  get kept(): KeptVotes | undefined {
    const { ballot, score } = { ballot: this.#ballot, score: this.#score };
    return ballot === undefined && score === undefined ? undefined : { ballot, score };
  }

  /** With all names; undefined when there is neither a vote nor a score. `truth`: for those who may see roles. */
  view(truth: boolean): VotesView | undefined {
    const { kept } = this;
    if (kept?.ballot === undefined) return kept && { score: kept.score };
    const { votes: _, answer: __, outcome, ...rest } = kept.ballot;
    const shown = outcome !== undefined && (truth || rest.kind === "question");
    return {
      ballot: { ...rest, ...votesIn(kept.ballot, this.#voters()), ...(shown && { outcome }) },
      ...(kept.score !== undefined && { score: kept.score }),
    };
  }

  #workersView(): VotesView | undefined {
    const { showsTruth, showsNames } = this.#parts;
    const view = this.view(showsTruth(false));
    return view === undefined || showsNames(false) ? view : votesWithoutNames(view);
  }

  /** What a worker gets in the answer to its join; undefined also for one that does not vote. */
  viewFor({ id, votes }: Pick<Member, "id" | "votes">): VotesView | undefined {
    if (votes !== true) return undefined;
    const view = this.#workersView();
    const own = this.#ballot?.votes[id];
    return view && own !== undefined ? { ...view, own } : view;
  }

  open(asked: OpenVoteRequest): Answer {
    if (this.#ballot?.phase === "open")
      return refuse("wrong-vote", "a vote is open: close it before you open another");
    const id = this.#parts.newToken().slice(0, 8);
    if (!("who" in asked)) {
      const { question, options, answer } = asked;
      const labels = options.map((label) => ({ label }));
      return this.#become(openBallot(id, { kind: "question", question, options: labels, answer }));
    }
    if (this.#parts.showsTruth(false))
      return refuse(
        "wrong-vote",
        "everybody may see the roles of this run: start a game with secret roles, then ask who is the traitor",
      );
    const options = this.#parts
      .members()
      .map(({ id: worker, name, index }) => ({ label: name, worker, place: index }));
    if (options.length < 2)
      return refuse("wrong-vote", `there must be two workers to choose from, ${options.length} is here`);
    return this.#become(openBallot(id, { kind: "who", question: asked.question ?? WHO_IS_TRAITOR, options }));
  }

  /** `worker` unset: the person at the instructor's dashboard. */
  cast({ vote, option }: CastVoteRequest, worker = VIEWER): Answer {
    return this.#step({ kind: "cast", vote, voter: worker, option });
  }

  close(): Answer {
    return this.#step({ kind: "close" });
  }

  again(): Answer {
    return this.#step({ kind: "again", id: this.#parts.newToken().slice(0, 8) });
  }

  /** A vote on workers is shown when their roles are public: see `truthChanged`. */
  show(): Answer {
    return this.#step({ kind: "show", outcomeOf: (tally) => this.#outcome(tally) });
  }

  /** Whether showing this vote needs the roles. */
  get needsReveal(): boolean {
    return this.#ballot?.kind === "who" && this.#ballot.phase !== "shown";
  }

  end(): Answer {
    if (this.#ballot === undefined) return NO_VOTE;
    return this.#become(undefined);
  }

  resetScore(): Answer {
    this.#score = undefined;
    this.#broadcast();
    return { ok: true };
  }

  /** A new run has other roles, and workers at other places. */
  newRun(): void {
    if (this.#ballot?.kind === "who") this.#become(undefined);
  }

  /** Roles have become public: a vote on them is over. Or they are hidden again. */
  truthChanged(): void {
    if (this.#parts.showsTruth(false) && this.needsReveal) this.show();
    else if (this.#ballot?.kind === "who") this.#broadcast();
  }

  /** Workers' names have become public, or stopped being so: the options of a vote on workers have them. */
  namesChanged(): void {
    if (this.#ballot?.kind === "who") this.#broadcast();
  }

  /** Somebody has joined or left. */
  votersChanged(): void {
    if (this.#ballot?.phase === "open") this.#step({ kind: "voters" });
  }

  #step(event: BallotEvent): Answer {
    const before = this.#ballot;
    if (before === undefined) return NO_VOTE;
    const next = stepBallot(before, event, this.#voters());
    if ("ok" in next) return next;
    if (next.phase === before.phase) {
      this.#ballot = next;
      this.#showCount();
      this.#parts.changed();
      return { ok: true };
    }
    if (next.kind === "who" && next.phase === "shown" && next.outcome !== undefined)
      this.#score = addGame(this.#score ?? NO_GAMES, next.outcome);
    return this.#become(next);
  }

  #become(ballot: KeptBallot | undefined): Answer {
    this.#ballot = ballot;
    this.#broadcast();
    return { ok: true };
  }

  #outcome(tally: readonly number[]) {
    const { kind, options, answer } = this.#ballot as KeptBallot;
    if (kind === "question") return questionOutcome(answer, tally);
    const { config, records } = this.#parts.run();
    const traitors = new Set([
      ...records.flatMap(({ stage }) => stage?.byzantine ?? []),
      ...this.#parts
        .members()
        .filter(({ role }) => role.kind === "malicious")
        .map(({ id }) => id),
    ]);
    const workers = options.map(({ worker = "" }) => worker);
    return gameOutcome({ workers, traitors }, tally, records, config.arms.map(armLabel));
  }

  #voters(): Voter[] {
    const voters = this.#parts
      .members()
      .filter(({ votes }) => votes)
      .map(({ id, presence }) => ({ id, here: presence !== "left" }));
    return this.#parts.viewerVotes ? [...voters, { id: VIEWER, here: true }] : voters;
  }

  #audience(): string[] {
    return this.#parts
      .members()
      .filter(({ votes }) => votes)
      .map(({ id }) => id);
  }

  #broadcast(): void {
    const { outbox, changed } = this.#parts;
    // names are taken out where they may not be seen: see `dashboardOutbox`
    outbox.toDashboards("votes:changed", (truth) => [this.view(truth) ?? {}]);
    outbox.toWorkers(this.#audience(), "votes:changed", this.#workersView() ?? {});
    changed();
  }

  #sendCount(): void {
    if (this.#ballot?.phase !== "open") return;
    const count = { id: this.#ballot.id, ...votesIn(this.#ballot, this.#voters()) };
    this.#parts.outbox.toDashboards("votes:counted", () => [count]);
    this.#parts.outbox.toWorkers(this.#audience(), "votes:counted", count);
  }
}

const NO_VOTE = refuse("wrong-vote", "there is no vote: open one first");
