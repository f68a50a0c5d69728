import type { RoundRecord, RunConfig, RunState, UpdateHeader } from "@honest-majority/protocol";
import type { Roles, RunMachine } from "@honest-majority/rounds";
import type { Compute, PreparedRun, SavedVectors } from "./compute";
import type { InsightAudience } from "./insight/runInsight";
import type { Clock, Outbox } from "./ports";

/** A conductor's run, what computes it, and its side effects. */
export interface ConductorParts {
  run: string;
  config: RunConfig;
  prepared: PreparedRun;
  machine: RunMachine;
  records: RoundRecord[];
  compute: Compute;
  outbox: Outbox;
  clock: Clock;
  /** The roles in a round that is about to open. */
  roles: (round: number) => Roles;
  /** Whether roles change in a round by a plan: it opens when those before it are recorded. Unset: never. */
  changesRoles?: (round: number) => boolean;
  /** The codecs that the worker named when it joined. */
  codecs: (worker: string) => readonly string[];
  /** How many rounds may be unrecorded when another one opens. 0: a round opens when the one before it is recorded. */
  ahead: number;
  /** Stores every closed round, before any message about it goes out. `vectors`: what the next round starts from; nothing writes to them. */
  keep: (record: RoundRecord, vectors: SavedVectors) => Promise<void>;
  /** Called with a sentence for a person when a round fails; the run is paused. */
  alarm: (sentence: string) => void;
  onState: (state: RunState) => void;
  /** `afterMs`: from the round's opening to this counted update. */
  onUpdate: (worker: string, header: Required<UpdateHeader>, afterMs: number) => void;
  /** The training losses that a worker reported, one for each arm of a closed round. */
  onLosses: (worker: string, losses: readonly number[]) => void;
  /** A round has closed, and not by the instructor, after `roundMs`. `held`: by worker that held it up, for how long. */
  onHeldUp: (held: ReadonlyMap<string, number>, roundMs: number) => void;
  /** The round is recorded and about to be announced. */
  onClosed: (record: RoundRecord) => void;
  onRefusal: (worker: string) => void;
  /** An update came after its round had closed, and before the round's deadline. */
  onLateAnswer: (worker: string, opened: number) => void;
  /** How many ready workers are on other machines: `auto` chooses a codec for these; unset: none. */
  onNetwork?: () => number;
  /** Who watches the insight panels; unset: nobody, ever. */
  insight?: InsightAudience;
}
