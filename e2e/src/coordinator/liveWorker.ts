/** The session and the connection that tabs and the program's workers have, in this process and with a learner of the test. */
import { joinRoom, type LiveWorker, type RoomEnv } from "@honest-majority/worker/live";
import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";

export interface LiveWorkerOptions extends Pick<RoomEnv, "createLearner"> {
  /** The coordinator's origin. */
  url: string;
  room: string;
  /** Of a worker that comes back. */
  token?: string;
  tryMs?: number;
}

export interface JoinedWorker {
  worker: LiveWorker;
  view(): LearnerView;
  /** What it reported, in order. */
  reports: readonly Partial<LearnerView>[];
  token(): string | undefined;
}

export function joinLiveWorker({ url, createLearner, ...request }: LiveWorkerOptions): JoinedWorker {
  let view: LearnerView = EMPTY_VIEW;
  let { token } = request;
  const reports: Partial<LearnerView>[] = [];
  const worker = joinRoom(
    { ...request, origin: url, hidden: false, backend: { name: "test", note: "" }, computingAdvice: "" },
    {
      createLearner,
      now: () => performance.now(),
      sleep: (ms) => new Promise((wake) => setTimeout(wake, ms)),
      view: () => view,
      report(change) {
        reports.push(change);
        view = { ...view, ...change };
      },
      keepToken(kept) {
        token = kept?.token;
      },
      showExamples() {},
    },
  );
  return { worker, view: () => view, reports, token: () => token };
}
