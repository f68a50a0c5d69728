/**
 * Who says what to whom. Two socket.io namespaces: `/worker` and `/dashboard`. Commands are imperative,
 * facts are past. Every request carries an acknowledgement; an unknown event, or a request without one,
 * is answered by the event `refused`.
 */
import { z } from "zod";
import { Arm } from "./arm";
import { Role } from "./attackConfig";
import { ClassRequest, type ClassView, DealRequest, FlipManyRequest } from "./classroom";
import { DEFAULT_CODEC } from "./codecs/codecs";
import { InsightRequest, type MapView, type ShadowView } from "./insight";
import { AnswerQuizRequest, type AskedQuiz, OpenQuizRequest, type QuizCount, type QuizView } from "./quiz";
import type { RoundRecord } from "./record";
import type { Answer, Refusal } from "./refusal";
import {
  type Assignment,
  BackendName,
  BackendNote,
  RoomCode,
  type RoomSnapshot,
  type RunState,
} from "./room";
import type { RunConfig } from "./runConfig";
import {
  PicturesRequest,
  ProjectPicturesRequest,
  type ShownPictures,
  ShowPicturesRequest,
} from "./shownPictures";
import { type Bytes, VectorCodec } from "./vector";
import { CastVoteRequest, OpenVoteRequest, StartGameRequest, type VoteCount, type VotesView } from "./votes";
import type { BriefRound } from "./watching/briefRound";
import type { ClosedRound, OpenRound } from "./watching/closedRound";
import type { WorkersChange } from "./watching/workersChange";
import { WorkerName } from "./workerName";

export const JoinRequest = z.strictObject({
  protocol: z.int(),
  room: RoomCode,
  /** From the first join; brings back name, shard and role after a reload or a coordinator's restart. */
  token: z.string().max(100).optional(),
  name: WorkerName.optional(),
  backend: BackendName,
  backendNote: BackendNote.default(""),
  /** How many backends have died under this worker, such as a GPU whose driver crashed. */
  backendDeaths: z.int().min(0).max(1_000).default(0),
  /** Names of the codecs that this client reads and writes; unknown ones are ignored. Unset: float32 alone. */
  codecs: z.array(z.string().max(40)).max(32).optional(),
  /** Of the instructor's dashboard, for the workers of a swarm: they do not count for their address. See `swarm:pass`. */
  pass: z.string().max(100).optional(),
  /** A person is at this client who may vote: votes wait for this worker, and it gets their events. */
  votes: z.boolean().optional(),
});
export type JoinRequest = z.input<typeof JoinRequest>;

export interface Joined {
  worker: { id: string; token: string; name: string; index: number; role: Role };
  assignment: Assignment;
  state: RunState;
  class: ClassView;
  /** For a worker that votes; absent while there is neither a vote nor a score. */
  votes?: VotesView;
  /** For a worker that votes; absent while there is no quiz for it. */
  quiz?: AskedQuiz;
  /** The https port of the coordinator, where a page may use WebGPU; unset behind a public address. */
  securePort?: number;
  /** Why the coordinator cut the last connection of this worker, if it did. */
  lastRefusal?: Refusal;
}

/** A cross-entropy is at least 0, and rounding may take it below. A diverged model's may be any float32. */
const LOSS_BOUNDS = { min: -1e-3, max: 3.4028235e38 };
/** A day. */
const LONGEST_COMPUTE_MS = 86_400_000;

/** Describes the bytes beside it: `dim` values of one arm's update, in `codec`. */
export const UpdateHeader = z.strictObject({
  run: z.string().max(100),
  round: z.int().nonnegative(),
  /** Index into the run's arms. */
  arm: z.int().nonnegative(),
  dim: z.int().positive(),
  codec: VectorCodec.default(DEFAULT_CODEC),
  /** Mean cross-entropy of the batch before the step, over the K batches; null where it is not finite. */
  trainLoss: z.number().min(LOSS_BOUNDS.min).max(LOSS_BOUNDS.max).nullable(),
  computeMs: z.number().nonnegative().max(LONGEST_COMPUTE_MS),
});
export type UpdateHeader = z.input<typeof UpdateHeader>;

/** The role to play in this round and the later ones. It comes before the `round:open` of that round. */
export interface RolePart {
  run: string;
  round: number;
  role: Role;
}

/** Opens a round, with the same words for all workers that know the codec; the bytes beside it hold one vector [dim] for each arm, in the order of `arms`, each encoded by itself: see `parameters`. */
export interface RoundTask {
  run: string;
  round: number;
  /** Live arms; one `round:update` each is due. */
  arms: number[];
  /** The arms' labels, in the order of `arms`. */
  labels: string[];
  dim: number;
  /** The codec of the updates that answer it. This worker named it when it joined. */
  codec: VectorCodec;
  /** What the bytes beside it are: the parameters in `codec`; with `base`, what to add to those of round `base`. */
  parameters: {
    codec: VectorCodec;
    /** The round before. Only on a connection that brought that round's parameters, or steps to them. */
    base?: number;
  };
  /** η of this round's local steps, where the assignment asks for more than one. */
  learningRate: number;
  /** Time left to answer. A span, not a moment: phones' clocks are wrong. */
  timeLeftMs: number;
}

/**
 * For malicious workers whose attack is computed from the honest updates. The bytes hold what to send for each entry of `arms`:
 * [arms.length] vectors of `dim` values, each encoded by itself. Nothing here shows how many others attack.
 */
export interface AttackVectors {
  run: string;
  round: number;
  arms: number[];
  dim: number;
  codec: VectorCodec;
}

export const FlipRequest = z.strictObject({ role: Role });
export const ReadyRequest = z.strictObject({ run: z.string().max(100) });
export const RenameRequest = z.strictObject({ name: WorkerName });
export const VisibilityRequest = z.strictObject({ hidden: z.boolean() });

export interface WorkerToCoordinator {
  "worker:join": (request: JoinRequest, ack: (answer: Answer<Joined>) => void) => void;
  /** The shard is loaded; from now on rounds invite this worker. Due after every assignment. */
  "worker:ready": (request: z.input<typeof ReadyRequest>, ack: (answer: Answer) => void) => void;
  /** Answers `round:open`, once for each arm. A second for the same arm is refused. */
  "round:update": (header: UpdateHeader, bytes: Bytes, ack: (answer: Answer) => void) => void;
  "worker:flip": (request: z.input<typeof FlipRequest>, ack: (answer: Answer) => void) => void;
  "worker:rename": (
    request: z.input<typeof RenameRequest>,
    ack: (answer: Answer<{ name: string }>) => void,
  ) => void;
  "worker:visibility": (request: z.input<typeof VisibilityRequest>, ack: (answer: Answer) => void) => void;
  /** Until the vote is closed, a second one replaces the first. */
  "vote:cast": (request: CastVoteRequest, ack: (answer: Answer) => void) => void;
  /** Once for each time. */
  "quiz:answer": (request: AnswerQuizRequest, ack: (answer: Answer) => void) => void;
  /** Shows pictures to the teacher, in place of those that this worker shows. They are gone with its connection. */
  "pictures:show": (request: ShowPicturesRequest, pairs: Bytes, ack: (answer: Answer) => void) => void;
  "pictures:takeBack": (ack: (answer: Answer) => void) => void;
  "worker:leave": (ack: (answer: Answer) => void) => void;
}

/** What a request carries before its acknowledgement. */
export interface RequestShape {
  /** Of its first argument; unset, it has none. */
  readonly schema?: z.ZodType;
  /** Its second argument is bytes. */
  readonly bytes?: true;
}

/** Every request of a worker: what the coordinator reads, and what tests make messages from. */
export const WORKER_REQUESTS = {
  "worker:join": { schema: JoinRequest },
  "worker:ready": { schema: ReadyRequest },
  "round:update": { schema: UpdateHeader, bytes: true },
  "worker:flip": { schema: FlipRequest },
  "worker:rename": { schema: RenameRequest },
  "worker:visibility": { schema: VisibilityRequest },
  "vote:cast": { schema: CastVoteRequest },
  "quiz:answer": { schema: AnswerQuizRequest },
  "pictures:show": { schema: ShowPicturesRequest, bytes: true },
  "pictures:takeBack": {},
  "worker:leave": {},
} as const satisfies Record<keyof WorkerToCoordinator, RequestShape>;

export interface CoordinatorToWorker {
  /** The run was reset or got a new configuration: drop the momentum, load the shard, send `worker:ready`. */
  "run:assigned": (assignment: Assignment) => void;
  "run:changed": (state: RunState) => void;
  /** Sent before a connection's first round, and before each round in which the worker's role is another one. */
  "role:play": (part: RolePart) => void;
  "round:open": (task: RoundTask, parameters: Bytes) => void;
  "attack:vectors": (header: AttackVectors, vectors: Bytes) => void;
  /** `verdicts` holds the share of this worker's update that each arm counted. */
  "round:closed": (summary: RoundSummary) => void;
  /** Counts from a later round on, which `role:play` names. */
  "role:changed": (role: Role) => void;
  "class:changed": (view: ClassView) => void;
  /** Only for workers that vote, as the next. */
  "votes:changed": (view: VotesView) => void;
  "votes:counted": (count: VoteCount) => void;
  /** Only for workers that vote; without `quiz` once there is none for this one. */
  "quiz:changed": (change: { quiz?: AskedQuiz }) => void;
  /** This socket is no longer the worker's: another tab joined with its token, or the instructor removed it. */
  "worker:dismissed": (refusal: Refusal) => void;
  refused: (refusal: Refusal & { event: string }) => void;
}

/** What a worker may know of a closed round. */
export interface RoundSummary {
  run: string;
  round: number;
  /** `out`: whether the rule threw the update out, see `isThrownOut`. */
  verdicts: { arm: string; kept: number; out: boolean }[];
  accuracy: { arm: string; accuracy: number }[];
}

export const WatchRequest = z.strictObject({
  protocol: z.int(),
  room: RoomCode.optional(),
  /** The instructor's; without it a watcher sees no truth and may steer nothing. */
  token: z.string().max(100).optional(),
  /** Every round of the answer as its record, and none of them brief. */
  whole: z.boolean().optional(),
});
export type WatchRequest = z.input<typeof WatchRequest>;

/** The last rounds of a run up to some round: as many as one message may hold, at least one. */
export interface RoundsPage {
  /** Oldest first. Brief, but for the last one and the last one in which the arms were evaluated. */
  rounds: (RoundRecord | BriefRound)[];
  /** How many rounds of the run are before these: see `rounds:before`. */
  earlier: number;
}

export interface Watching extends RoomSnapshot, RoundsPage {
  instructor: boolean;
  /** For the instructor alone; absent while there is no quiz. */
  quiz?: QuizView;
  /** Absent while the quiz is closed. */
  quizCount?: QuizCount;
  /** As in `pictures:changed`; absent where there are none. */
  shown?: ShownPictures[];
}

export const RoundsRequest = z.strictObject({
  run: z.string().max(100),
  /** The page ends before this round. */
  before: z.int().nonnegative(),
  /** As in `WatchRequest`. */
  whole: z.boolean().optional(),
});
export type RoundsRequest = z.infer<typeof RoundsRequest>;

export const InstructorFlipRequest = z.strictObject({ worker: z.string().max(100), role: Role });
export const AgainRequest = z.strictObject({
  /** Keeps every role; unset or false, everybody becomes honest. */
  keepRoles: z.boolean().optional(),
});
export type AgainRequest = z.infer<typeof AgainRequest>;

export const AddArmRequest = z.strictObject({
  arm: Arm,
  /** The label of the arm whose parameters the new one starts from; unset, the first arm's. */
  from: z.string().max(100).optional(),
});
export type AddArmRequest = z.infer<typeof AddArmRequest>;

export const ChooseAddressRequest = z.strictObject({ host: z.string().max(300) });

export const RemoveRequest = z.strictObject({ worker: z.string().max(100) });

export interface DashboardToCoordinator {
  "room:watch": (request: WatchRequest, ack: (answer: Answer<Watching>) => void) => void;
  /** The rounds before some round, to watchers that have the later ones. */
  "rounds:before": (request: RoundsRequest, ack: (answer: Answer<RoundsPage>) => void) => void;
  "run:configure": (config: unknown, ack: (answer: Answer<{ config: RunConfig }>) => void) => void;
  "run:start": (ack: (answer: Answer) => void) => void;
  "run:pause": (ack: (answer: Answer) => void) => void;
  /** Runs one round, then pauses. */
  "run:step": (ack: (answer: Answer) => void) => void;
  /** Closes the open round now with the updates that have arrived; fewer than the quorum skips it. */
  "round:close": (ack: (answer: Answer) => void) => void;
  /** A new run with the same settings, that starts when the workers of this one are ready. */
  "run:again": (request: AgainRequest, ack: (answer: Answer) => void) => void;
  /** Adds an arm, in mid-run from the next round on. */
  "arm:add": (request: z.input<typeof AddArmRequest>, ack: (answer: Answer) => void) => void;
  /** Lock, pace and reveal. */
  "class:set": (request: ClassRequest, ack: (answer: Answer) => void) => void;
  /** The QR code, the join card and the projector show the address of `joins` with this host. */
  "address:choose": (request: z.input<typeof ChooseAddressRequest>, ack: (answer: Answer) => void) => void;
  /** Back to the lobby with the same seed. */
  "run:reset": (ack: (answer: Answer) => void) => void;
  "worker:flip": (request: z.input<typeof InstructorFlipRequest>, ack: (answer: Answer) => void) => void;
  "workers:flip": (request: FlipManyRequest, ack: (answer: Answer<{ flipped: number }>) => void) => void;
  "roles:deal": (request: DealRequest, ack: (answer: Answer) => void) => void;
  /** A new secret run with these settings, in which so many workers drawn at random are malicious and nobody may change roles. */
  "game:start": (request: StartGameRequest, ack: (answer: Answer) => void) => void;
  /** Asks the class. A vote on workers needs a secret run whose roles are not revealed. */
  "vote:open": (request: OpenVoteRequest, ack: (answer: Answer) => void) => void;
  /** Counts the votes that are in. It happens by itself when all are. */
  "vote:close": (ack: (answer: Answer) => void) => void;
  /** The second vote on the same question. */
  "vote:again": (ack: (answer: Answer) => void) => void;
  /** Shows the answer, or reveals the roles; counts an open vote first. */
  "vote:show": (ack: (answer: Answer) => void) => void;
  /** Takes the vote off all screens. */
  "vote:end": (ack: (answer: Answer) => void) => void;
  /** Of the person at this dashboard, where the room has nobody else: see `RoomParts.viewerVotes`. */
  "vote:cast": (request: CastVoteRequest, ack: (answer: Answer) => void) => void;
  "score:reset": (ack: (answer: Answer) => void) => void;
  /** Asks the class the quiz. The second time, it must have the same questions. */
  "quiz:open": (request: OpenQuizRequest, ack: (answer: Answer) => void) => void;
  "quiz:close": (ack: (answer: Answer) => void) => void;
  /** Forgets the quiz and all answers. */
  "quiz:end": (ack: (answer: Answer) => void) => void;
  /** All answers as CSV: a line for each that answered, in a random order, without anything that names it. */
  "quiz:csv": (ack: (answer: Answer<{ csv: string }>) => void) => void;
  /** Of the person at this dashboard, as `vote:cast`. */
  "quiz:answer": (request: AnswerQuizRequest, ack: (answer: Answer) => void) => void;
  /** The bytes of pictures that this dashboard may see. */
  "pictures:get": (
    request: z.input<typeof PicturesRequest>,
    ack: (answer: Answer<{ pairs: Bytes }>) => void,
  ) => void;
  /** Lets everybody who watches the room see these, and no others. */
  "pictures:project": (request: ProjectPicturesRequest, ack: (answer: Answer) => void) => void;
  /** Removes every worker that has left, is reconnecting, or missed the last three rounds. */
  "workers:removeSilent": (ack: (answer: Answer<{ removed: number }>) => void) => void;
  /** For every watcher; the answer to `room:watch` starts with no panel. */
  "insight:watch": (request: InsightRequest, ack: (answer: Answer) => void) => void;
  "worker:remove": (request: z.input<typeof RemoveRequest>, ack: (answer: Answer) => void) => void;
  /** A pass for the workers of one swarm page, to be used within two minutes, from one address. */
  "swarm:pass": (ack: (answer: Answer<{ pass: string }>) => void) => void;
}

/** Every request of a dashboard. */
export const DASHBOARD_REQUESTS = {
  "room:watch": { schema: WatchRequest },
  "rounds:before": { schema: RoundsRequest },
  /** The room reads it, as its refusals are `bad-config`. */
  "run:configure": { schema: z.unknown() },
  "run:start": {},
  "run:pause": {},
  "run:step": {},
  "round:close": {},
  "run:again": { schema: AgainRequest },
  "arm:add": { schema: AddArmRequest },
  "class:set": { schema: ClassRequest },
  "address:choose": { schema: ChooseAddressRequest },
  "run:reset": {},
  "worker:flip": { schema: InstructorFlipRequest },
  "workers:flip": { schema: FlipManyRequest },
  "roles:deal": { schema: DealRequest },
  "game:start": { schema: StartGameRequest },
  "vote:open": { schema: OpenVoteRequest },
  "vote:close": {},
  "vote:again": {},
  "vote:show": {},
  "vote:end": {},
  "vote:cast": { schema: CastVoteRequest },
  "score:reset": {},
  "quiz:open": { schema: OpenQuizRequest },
  "quiz:close": {},
  "quiz:end": {},
  "quiz:csv": {},
  "quiz:answer": { schema: AnswerQuizRequest },
  "pictures:get": { schema: PicturesRequest },
  "pictures:project": { schema: ProjectPicturesRequest },
  "workers:removeSilent": {},
  "insight:watch": { schema: InsightRequest },
  "worker:remove": { schema: RemoveRequest },
  "swarm:pass": {},
} as const satisfies Record<keyof DashboardToCoordinator, RequestShape>;

export interface CoordinatorToDashboard {
  /** Everything but the rounds, after a configuration, reset or restart. */
  "room:changed": (snapshot: RoomSnapshot) => void;
  "run:changed": (state: RunState) => void;
  /** Since the last of these, or since the last snapshot. */
  "workers:changed": (change: WorkersChange) => void;
  "round:opened": (progress: OpenRound) => void;
  /** Sent while updates arrive, at most a few times a second. */
  "round:progress": (progress: OpenRound) => void;
  "round:closed": (round: ClosedRound) => void;
  "class:changed": (view: ClassView) => void;
  "votes:changed": (view: VotesView) => void;
  /** Sent while votes come in, at most a few times a second. */
  "votes:counted": (count: VoteCount) => void;
  /** Without `count` while it is closed. `quiz` is for the instructor alone, until it is ended. */
  "quiz:changed": (change: { quiz?: QuizView; count?: QuizCount }) => void;
  /** All that this dashboard may see: for the instructor every worker's, for others what is on the projector. */
  "pictures:changed": (shown: ShownPictures[]) => void;
  "insight:map": (view: MapView) => void;
  /** Only for those who may see roles; sent again as more rules are done. */
  "insight:shadow": (view: ShadowView) => void;
  refused: (refusal: Refusal & { event: string }) => void;
}

/** How far the open round is; dashboards receive it as an `OpenRound`. */
export interface RoundProgress {
  round: number;
  invited: string[];
  /** Workers whose updates for every live arm are in. */
  arrived: string[];
  timeLeftMs: number;
}
