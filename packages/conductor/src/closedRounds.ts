/**
 * What becomes of a round that has closed. The arms step; then the next round may open, and behind it this one is measured,
 * recorded and, once it is on disk, announced. Rounds are announced in their order.
 */
import type { Evaluation, RoundRecord, RunEvent } from "@honest-majority/protocol";
import type { Round } from "@honest-majority/rounds";
import { measureRound, recordOf, type SteppedRound, stepArms } from "./closeRound";
import type { SavedVectors } from "./compute";
import type { ConductorParts } from "./conductorParts";
import type { RunInsight } from "./insight/runInsight";
import type { OpenedRound } from "./openedRound";
import { PendingEvents } from "./pendingEvents";
import { Recording, type UnrecordedRound } from "./recording";
import { summaryFor } from "./records";
import { copyOf, StartVectors } from "./startVectors";
import { withoutTruth } from "./withoutTruth";

export interface ClosedRoundsHooks {
  /** Whether the run still waits for this round's step. */
  isAwaited: (round: Round) => boolean;
  /** The parameters have stepped. */
  stepped: (stepped: SteppedRound) => void;
  /** The first unrecorded round is on disk and announced. */
  recorded: () => void;
  /** The first unrecorded round could not be closed; later ones are given up. */
  failed: () => void;
  /** Lets no round open before the one that is stepping has stepped. */
  hold: () => void;
}

interface Made {
  record: RoundRecord;
  latest: ReadonlyMap<number, Evaluation>;
}

interface Unrecorded extends UnrecordedRound<Made> {
  round: Round;
  opened: OpenedRound;
  events: readonly RunEvent[];
  /** What the next round started from. */
  vectors: Required<SavedVectors>;
  /** Called when the round is announced. */
  announced: () => void;
}

export class ClosedRounds {
  /** For the next record. */
  readonly events = new PendingEvents();
  /** The parts as they are now; the config changes in mid-run. */
  readonly #now: () => ConductorParts;
  readonly #insight: RunInsight | undefined;
  readonly #hooks: ClosedRoundsHooks;
  readonly #start = new StartVectors();
  readonly #recording: Recording<Unrecorded, Made>;
  /** The latest recorded evaluation, by arm. */
  #latest: ReadonlyMap<number, Evaluation>;
  #stepping = false;
  /** Whether the step that is being taken is to be undone. */
  #undoing = false;
  #stopped = false;

  constructor(now: () => ConductorParts, insight: RunInsight | undefined, hooks: ClosedRoundsHooks) {
    this.#now = now;
    this.#insight = insight;
    this.#hooks = hooks;
    this.#latest = latestIn(now().records);
    this.#recording = new Recording<Unrecorded, Made>({
      keep: ({ vectors }, { record }) => this.#now().keep(record, vectors),
      recorded: (unrecorded, made) => this.#recorded(unrecorded, made),
      failed: (unrecorded, error) => {
        const [{ round }] = unrecorded;
        this.#failed(
          round,
          error,
          unrecorded.flatMap(({ events }) => events),
        );
      },
      report: (error) => this.#now().alarm(error.message),
    });
  }

  /** Whether no round is stepping or unrecorded. */
  get isIdle(): boolean {
    return !this.#stepping && this.#recording.isIdle;
  }

  /** Resolves when every round that has stepped is on disk and announced, or has failed. */
  get recorded(): Promise<void> {
    return this.#recording.idle;
  }

  /** Resolves when the round's step is taken, or given up. */
  async close(round: Round, opened: OpenedRound, closedBy: RoundRecord["closedBy"]): Promise<void> {
    const parts = this.#now();
    const closing = { ...parts, codec: opened.codec, round, roles: opened.roles };
    this.#start.begin(parts.prepared);
    this.#stepping = true;
    const stepped = await stepArms(closing)
      .catch((error: Error) => error)
      .finally(() => {
        this.#stepping = false;
        if (this.#undoing) this.#restore();
      });
    if (stepped instanceof Error) return this.#cannotStep(round, stepped);
    if (this.#stopped || !this.#hooks.isAwaited(round)) return;
    const { losses, date: openedAt, refusals } = opened;
    const events = this.events.take();
    const closedAt = openedAt + opened.elapsedMs; // the round lasted as long, whatever the system's clock says
    const vectors = copyOf(parts.prepared);
    const measuring = measureRound(closing, stepped);
    measuring.catch(() => {}); // `make` rejects with it
    let announced = () => {};
    const isAnnounced = new Promise<void>((resolve) => {
      announced = resolve;
    });
    this.#insight?.closed(round, opened.roles, isAnnounced);
    this.#recording.add({
      round,
      opened,
      events,
      vectors,
      announced,
      make: async () => {
        const measured = await measuring;
        const facts = { losses, openedAt, closedAt, closedBy, refusals, events };
        return recordOf({ ...closing, ...stepped, ...measured, ...facts }, this.#latest);
      },
    });
    this.#hooks.stepped(stepped);
  }

  /** The settings have changed, and with them the vectors perhaps. */
  reconfigured(): void {
    this.#start.forget();
  }

  /** Nothing is stored or announced after this. */
  stop(): void {
    this.#stopped = true;
    this.#recording.stop();
  }

  /** The rounds before it are recorded first, or fail and take it with them. */
  async #cannotStep(round: Round, error: Error): Promise<void> {
    await this.#recording.idle;
    if (!this.#stopped && this.#hooks.isAwaited(round)) this.#failed(round, error, []);
  }

  #recorded({ round, opened, vectors, announced }: Unrecorded, { record, latest }: Made): void {
    this.#latest = latest;
    this.#start.recorded(vectors);
    this.#announce(round, record, opened);
    announced();
    this.#hooks.recorded();
  }

  #announce(round: Round, record: RoundRecord, { losses }: OpenedRound): void {
    const { run, records, outbox, onLosses, onClosed } = this.#now();
    records.push(record);
    onClosed(record);
    outbox.toDashboards("round:closed", (truth) => [truth ? record : withoutTruth(record)]);
    for (const worker of round.invited) {
      outbox.toWorker(worker, "round:closed", summaryFor(worker, run, record));
      onLosses(
        worker,
        losses.flatMap((ofArm) => ofArm.get(worker) ?? []),
      );
    }
  }

  #restore(): void {
    this.#undoing = false;
    this.#start.restore(this.#now().prepared);
  }

  /** `events`: of the rounds that are given up. */
  #failed({ round }: Round, error: Error, events: readonly RunEvent[]): void {
    this.events.restore(events);
    this.#insight?.drop();
    // before the changes of the run that wait for this round, because they keep the vectors that they find
    if (this.#stepping) {
      this.#undoing = true;
      this.#hooks.hold();
    } else this.#restore();
    this.#hooks.failed();
    this.#now().alarm(
      `round ${round} could not be closed: ${error.message}. The run is paused. Start runs the round again.`,
    );
  }
}

function latestIn(records: readonly RoundRecord[]): ReadonlyMap<number, Evaluation> {
  const latest = new Map<number, Evaluation>();
  for (const { arms } of records) {
    arms.forEach(({ evaluation }, arm) => {
      if (evaluation !== undefined) latest.set(arm, evaluation);
    });
  }
  return latest;
}
