/** The socket of the dashboard and of the projector: writes a room's messages to the store, and sends commands. */
import {
  type Answer,
  type CoordinatorToDashboard,
  changedWorkers,
  type DashboardToCoordinator,
  type InsightRequest,
  type OpenRound,
  PROTOCOL_VERSION,
  progressOf,
  type RoundRecord,
  type RoundsRequest,
  recordOf,
  refuse,
  type Watching,
} from "@honest-majority/protocol";
import { type Connection, type OpenConnection, openConnection } from "@honest-majority/worker/connection";
import type { Commands } from "./commands";
import { earlierRounds } from "./earlierRounds";
import {
  classChanged,
  mapChanged,
  ownVoteCast,
  roomChanged,
  roundClosed,
  roundProgressed,
  roundsLoaded,
  runChanged,
  shadowChanged,
  votesChanged,
  votesCounted,
  watching,
  workersChanged,
  workersOf,
} from "./state";
import type { useDashboard } from "./store";

const ACK_MS = 8_000;
const SLOW_ACK_MS = 60_000;
const RETRY_MS = 1_500;

type Store = Pick<typeof useDashboard, "setState" | "getState">;

export function openDashboard(
  { token, room, origin = "" }: { token?: string; room?: string; origin?: string },
  { setState, getState }: Store,
  { open = openConnection, ...options }: { tryMs?: number; open?: OpenConnection } = {},
): { commands: Commands; close(): void } {
  const connection: Connection<CoordinatorToDashboard, DashboardToCoordinator> = open(
    `${origin}/dashboard`,
    { connected: () => watch(), lost },
    options,
  );
  const { socket } = connection;
  let closed = false;
  /** The rounds that closed while earlier ones are being loaded. */
  let closedSince: RoundRecord[] | undefined;
  let insight: InsightRequest = { panels: [] };
  const askForInsight = () => {
    if (insight.panels.length > 0)
      void ask()
        .emitWithAck("insight:watch", insight)
        .catch(() => undefined);
  };

  function watch() {
    const id = socket.id;
    // not awaited: of several messages in one polled answer, the next is handled before a promise's reaction
    socket
      .timeout(ACK_MS)
      .emit("room:watch", { protocol: PROTOCOL_VERSION, token, room }, (missing, answer) => {
        if (closed || socket.id !== id) return;
        if (missing) {
          if (socket.connected) watch();
        } else if (!answer.ok) {
          setState({ connection: { kind: "refused", refusal: answer } });
        } else if (token !== undefined && !answer.instructor) {
          const refusal = refuse("wrong-token", "the coordinator does not know this token");
          setState({ connection: { kind: "refused", refusal } });
        } else {
          setState((state) => watching(state, answer));
          askForInsight();
          void loadEarlier(answer);
        }
      });
  }

  /** Shows the rounds that the first answer had no room for. Those that close meanwhile come after it. */
  async function loadEarlier(answer: Watching) {
    const since: RoundRecord[] = [];
    closedSince = since;
    const isWanted = () => !closed && closedSince === since && socket.connected;
    const earlier = await earlierRounds(answer, {
      ask: (request) =>
        ask()
          .emitWithAck("rounds:before", request)
          .catch(() => undefined),
      wait: () => new Promise((resolve) => setTimeout(resolve, RETRY_MS)),
      isWanted,
    });
    if (closedSince === since) closedSince = undefined;
    if (earlier === undefined || earlier.length === 0 || getState().room?.run !== answer.run) return;
    const rounds = [...earlier, ...answer.rounds, ...since];
    setState((state) => roundsLoaded(state, rounds));
  }
  async function wholeRounds(): Promise<RoundRecord[] | undefined> {
    const run = getState().room?.run;
    const page = (request: RoundsRequest) =>
      ask()
        .emitWithAck("rounds:before", { ...request, whole: true })
        .catch(() => undefined);
    const last = run === undefined ? undefined : await page({ run, before: Number.MAX_SAFE_INTEGER });
    if (run === undefined || last?.ok !== true) return undefined;
    const earlier = await earlierRounds(
      { ...last, run },
      {
        ask: page,
        wait: () => new Promise((resolve) => setTimeout(resolve, RETRY_MS)),
        isWanted: () => !closed && socket.connected,
      },
    );
    return earlier && [...earlier, ...last.rounds];
  }
  let fetched: Promise<unknown> = Promise.resolve();
  /** One after another, because a connection may have only so many of these requests unanswered. */
  function pictures(id: string): Promise<Uint8Array | undefined> {
    const asked = fetched.then(() =>
      ask()
        .emitWithAck("pictures:get", { id })
        .catch(() => undefined),
    );
    fetched = asked;
    return asked.then((answer) => (answer?.ok ? new Uint8Array(answer.pairs) : undefined));
  }
  function lost() {
    setState(({ connection }) =>
      connection.kind === "watching" ? { connection: { kind: "lost" }, shown: [] } : { connection },
    );
  }

  socket.on("room:changed", (snapshot) => {
    const before = getState().room?.config.showNames;
    setState((state) => roomChanged(state, snapshot));
    // names come and go with the setting, in the rounds so far too
    if (token === undefined && before !== snapshot.config.showNames) watch();
  });
  socket.on("run:changed", (run) => setState((state) => runChanged(state, run)));
  socket.on("workers:changed", (change) =>
    setState((state) => workersChanged(state, changedWorkers(workersOf(state), change), change.warnings)),
  );
  const showProgress = (open: OpenRound) =>
    setState((state) => roundProgressed(state, progressOf(open, workersOf(state))));
  socket.on("round:opened", showProgress);
  socket.on("round:progress", showProgress);
  socket.on("round:closed", (closing) => {
    const record = recordOf(closing, workersOf(getState()));
    closedSince?.push(record);
    setState((state) => roundClosed(state, record));
  });
  socket.on("class:changed", (view) => {
    const wasRevealed = getState().class.revealed;
    setState((state) => classChanged(state, view));
    // before and after the reveal, this page gets other records of the rounds so far
    if (token === undefined && wasRevealed !== view.revealed) watch();
  });
  socket.on("votes:changed", (votes) => setState((state) => votesChanged(state, votes)));
  socket.on("votes:counted", (count) => setState((state) => votesCounted(state, count)));
  socket.on("quiz:changed", ({ quiz, count: quizCount }) => setState({ quiz, quizCount }));
  socket.on("pictures:changed", (shown) => setState({ shown }));
  socket.on("insight:map", (map) => setState((state) => mapChanged(state, map)));
  socket.on("insight:shadow", (shadow) => setState((state) => shadowChanged(state, shadow)));
  socket.on("refused", ({ detail }) => setState({ notice: detail }));

  /** Returns the answer, and shows a refusal as a notice. */
  async function said<T extends object>(sending: Promise<Answer<T>>): Promise<Answer<T>> {
    const answer = await sending.catch(() =>
      refuse("malformed", "the coordinator did not answer in time; try again when it is back"),
    );
    setState({ notice: answer.ok ? undefined : answer.detail });
    return answer;
  }
  const ask = () => socket.timeout(ACK_MS);
  const patient = () => socket.timeout(SLOW_ACK_MS);

  return {
    commands: {
      start: () => said(ask().emitWithAck("run:start")),
      pause: () => said(ask().emitWithAck("run:pause")),
      step: () => said(ask().emitWithAck("run:step")),
      closeRound: () => said(ask().emitWithAck("round:close")),
      // the coordinator may have to read and partition data before it answers
      again: (keepRoles) => said(patient().emitWithAck("run:again", { keepRoles })),
      reset: () => said(patient().emitWithAck("run:reset")),
      configure: (config) => said(patient().emitWithAck("run:configure", config)),
      addArm: (request) => said(patient().emitWithAck("arm:add", request)),
      setClass: (request) => said(ask().emitWithAck("class:set", request)),
      chooseAddress: (host) => said(ask().emitWithAck("address:choose", { host })),
      flip: (worker, role) => said(ask().emitWithAck("worker:flip", { worker, role })),
      flipMany: (request) => said(ask().emitWithAck("workers:flip", request)),
      deal: (request) => said(ask().emitWithAck("roles:deal", request)),
      startGame: (request) => said(patient().emitWithAck("game:start", request)),
      openVote: (request) => said(ask().emitWithAck("vote:open", request)),
      closeVote: () => said(ask().emitWithAck("vote:close")),
      voteAgain: () => said(ask().emitWithAck("vote:again")),
      showVote: () => said(ask().emitWithAck("vote:show")),
      endVote: () => said(ask().emitWithAck("vote:end")),
      castVote: async (request) => {
        const answer = await said(ask().emitWithAck("vote:cast", request));
        if (answer.ok) setState((state) => ownVoteCast(state, request));
        return answer;
      },
      resetScore: () => said(ask().emitWithAck("score:reset")),
      openQuiz: (request) => said(ask().emitWithAck("quiz:open", request)),
      closeQuiz: () => said(ask().emitWithAck("quiz:close")),
      endQuiz: () => said(ask().emitWithAck("quiz:end")),
      quizCsv: () => said(ask().emitWithAck("quiz:csv")),
      answerQuiz: (request) => said(ask().emitWithAck("quiz:answer", request)),
      remove: (worker) => said(ask().emitWithAck("worker:remove", { worker })),
      removeSilent: () => said(ask().emitWithAck("workers:removeSilent")),
      swarmPass: () => said(ask().emitWithAck("swarm:pass")),
      projectPictures: (id) => said(ask().emitWithAck("pictures:project", { id })),
      pictures,
      wholeRounds,
      watchInsight(request) {
        insight = request;
        if (socket.connected)
          void ask()
            .emitWithAck("insight:watch", request)
            .catch(() => undefined);
      },
    },
    close() {
      closed = true;
      connection.close();
    },
  };
}
