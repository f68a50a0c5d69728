/**
 * One worker of this page: its Web Worker, the token that it joins with, and what becomes of both when the page is closed, comes
 * back from the browser's cache of pages, when the backend dies, or when a part of the program did not arrive.
 */
import type { KeptToken } from "@honest-majority/worker/live";
import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import type { Death } from "../learner/ladder";
import type { Answer, FromLearner, GivenAway, Pictures, ToLearner } from "../learner/messages";
import type { Host } from "../playground/openHost";
import { tokenKey } from "./secureWay";
import { tokenKeeper } from "./tokenKeeper";

/** Before each new Web Worker, after a part of the last one's program did not arrive. */
const WAITS_MS = [1_000, 5_000, 15_000];

export interface LearnerTabRequest {
  room: string;
  /** Names the worker among those of the tab. */
  slot: string;
  forced?: string;
  /** A person is at this page who may vote. */
  votes?: boolean;
  /** The worker's place among those of the page. */
  place: number;
  /** Of the instructor's dashboard: a seat that does not count for this machine's address. */
  pass?: string;
  /** The room, where it is in this page. */
  host?: Host;
}

export interface LearnerTabListeners {
  view(view: LearnerView): void;
  pictures(pictures: Pictures): void;
  answer(answer: Answer): void;
  givenAway(given: GivenAway | undefined): void;
}

export interface LearnerTab {
  say(message: ToLearner): void;
  /** The worker leaves the room. */
  end(): void;
}

export function openLearnerTab(request: LearnerTabRequest, listeners: LearnerTabListeners): LearnerTab {
  const { room, slot, forced, votes = false, place, pass, host } = request;
  const tokens = tokenKeeper(tokenKey(room, slot));
  let worker: Worker | undefined;
  let kept: KeptToken | undefined;
  let lost = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  let deaths: readonly Death[] = [];
  /** What the next Web Worker must hear too. */
  const lasting = new Map<ToLearner["kind"], ToLearner>();

  async function begin() {
    const opened = new Worker(new URL("../learner/main.ts", import.meta.url), { type: "module", name: slot });
    worker = opened;
    opened.onmessage = ({ data }: MessageEvent<FromLearner>) => hear(data);
    // without a message, its script did not arrive
    opened.onerror = ({ message }) =>
      message ? stop(cannotStart(message)) : lose("its script did not load");
    const token = await tokens.take();
    if (worker !== opened) return;
    const ports = host && { room: host.connect("worker"), data: host.connect("data") };
    const start: ToLearner = {
      kind: "start",
      room,
      token,
      pass,
      forced,
      hidden: document.hidden,
      votes,
      place,
      deaths,
      ports,
    };
    opened.postMessage(start, ports ? [ports.room, ports.data] : []);
    for (const message of lasting.values()) post(message);
  }

  function hear(message: FromLearner) {
    switch (message.kind) {
      case "view":
        return listeners.view(message.view);
      case "pictures":
        return listeners.pictures(message.pictures);
      case "token":
        kept = message.kept;
        return tokens.keep(kept?.token);
      case "answer":
        return listeners.answer(message.answer);
      case "given-away":
        return listeners.givenAway(message.given);
      case "died":
        close(); // and with it the contexts of the dead backend
        deaths = [...deaths, message.death];
        return void begin();
      case "lost":
        return lose(message.why);
      case "measured":
        return; // only the report asks
      default:
        message satisfies never;
    }
  }

  function lose(why: string) {
    close();
    if (lost >= WAITS_MS.length) {
      stop(notArrived(why));
      return;
    }
    listeners.view({ ...EMPTY_VIEW, notice: "A part of this page did not arrive. Trying again." });
    again = setTimeout(begin, WAITS_MS[lost++]);
  }

  function stop(link: LearnerView["link"]) {
    listeners.view({ ...EMPTY_VIEW, link });
  }

  function close(): void {
    worker?.terminate();
    worker = undefined;
    tokens.release();
  }

  /** The page is closed, reloaded or put into the browser's cache. */
  function hide(): void {
    clearTimeout(again);
    if (kept !== undefined && worker !== undefined && host === undefined) sayClosed(room, kept);
    close();
  }

  function show({ persisted }: PageTransitionEvent): void {
    if (persisted) void begin(); // with the kept token: the same worker
  }

  const post = (message: ToLearner) => worker?.postMessage(message);
  function say(message: ToLearner) {
    if (message.kind === "draw" || message.kind === "ask") lasting.set(message.kind, message);
    post(message);
  }
  const sayHidden = () => post({ kind: "visibility", hidden: document.hidden });
  document.addEventListener("visibilitychange", sayHidden);
  window.addEventListener("pagehide", hide);
  window.addEventListener("pageshow", show);
  void begin();
  return {
    say,
    end() {
      document.removeEventListener("visibilitychange", sayHidden);
      window.removeEventListener("pagehide", hide);
      window.removeEventListener("pageshow", show);
      clearTimeout(again);
      post({ kind: "leave" }); // the learner closes itself after it has left the room
      if (worker) worker.onmessage = null;
      worker = undefined;
      tokens.release();
    },
  };
}

/** By a request that outlives the page: the Web Worker with the socket ends with it. */
function sayClosed(room: string, { token, connection }: KeptToken): void {
  const path = `/api/rooms/${room}/leave?connection=${encodeURIComponent(connection)}`;
  fetch(path, { method: "POST", keepalive: true, headers: { Authorization: `Bearer ${token}` } }).catch(
    () => {}, // the coordinator waits for the worker for a while, as after any lost connection
  );
}

const cannotStart = (why: string): LearnerView["link"] => ({
  kind: "stopped",
  title: "The worker did not start",
  advice: `Reload the page, or try another browser. (${why})`,
  mayRejoin: true,
});

const notArrived = (why: string): LearnerView["link"] => ({
  kind: "stopped",
  title: "A part of this page did not arrive",
  advice: `The network lost it several times. Reload the page when the network is better. (${why})`,
  mayRejoin: true,
});
