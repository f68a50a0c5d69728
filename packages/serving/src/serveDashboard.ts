/** Serves one dashboard's connection: shows a room, and lets the instructor control its run. */
import {
  type Answer,
  type CoordinatorToDashboard,
  DASHBOARD_REQUESTS,
  InsightPanel,
  type InsightRequest,
  type Refusal,
  type RoundsRequest,
  refuse,
  type Watching,
  type WatchRequest,
} from "@honest-majority/protocol";
import type { Room } from "@honest-majority/room";
import type { FindRoom } from "./findRoom";
import { type EventSource, type Given, handlersFor, type ServingParts, serve } from "./requests";
import type { Outside, Place } from "./serveWorker";
import type { Turns } from "./turns";
import { ofThisVersion } from "./versions";

/** A dashboard's connection; it can be a member of broadcast groups. */
export interface DashboardSocket extends EventSource {
  readonly connected: boolean;
  join(group: string): unknown;
  leave(group: string): unknown;
  on(event: "disconnect", listener: () => void): unknown;
  emit<Event extends "refused" | PanelEvent>(
    event: Event,
    ...args: Parameters<CoordinatorToDashboard[Event]>
  ): unknown;
}

/** The event of an insight panel. */
type PanelEvent = `insight:${InsightPanel}`;
const PANEL_EVENTS: readonly string[] = InsightPanel.options.map((panel) => `insight:${panel}`);

export interface DashboardParts extends ServingParts {
  findRoom: FindRoom<Room>;
  /** The first room: a dashboard with its token need not name it. */
  defaultRoom: () => Room | undefined;
  /** Answers with records wait for their turn; those to the instructor not for those to others. */
  turns: { instructor: Turns; others: Turns };
}

/** The broadcast group of a room's instructor, or of its other dashboards; for a panel's event, of those that watch the panel. */
export function audience(room: string, instructor: boolean, event?: string): string {
  const all = `${instructor ? "instructor" : "watcher"}:${room}`;
  return event !== undefined && PANEL_EVENTS.includes(event) ? `${all}:${event}` : all;
}

export function serveDashboard(
  socket: DashboardSocket,
  { address, namedRoom, takePlace }: Pick<Outside, "address" | "namedRoom" | "takePlace">,
  { findRoom, defaultRoom, turns, ...serving }: DashboardParts,
): void {
  let watched: { room: Room; instructor: boolean } | undefined;
  let place: Place | undefined;
  const asInstructor = (handle: (room: Room) => Answer | Promise<Answer>) => {
    if (watched === undefined) return refuse("not-joined", "send room:watch first");
    if (watched.instructor) return handle(watched.room);
    return refuse(
      "not-allowed",
      "only the instructor may do this: press Enter in the coordinator's terminal for the dashboard's address",
    );
  };

  const findWatched = ({ room, token }: WatchRequest) => {
    if (room !== undefined) return findRoom(room, { address, token });
    if (token !== undefined) return defaultRoom() ?? refuse("wrong-room", "no room is open here yet");
    return refuse("wrong-room", "without the teacher's key, room:watch must name the room by its code");
  };

  const watch = async (
    room: Room,
    { token, whole }: WatchRequest,
  ): Promise<Refusal | (() => Answer<Watching>)> => {
    if (token !== undefined && !room.isInstructor(token)) {
      return refuse(
        "wrong-token",
        "the token is not this room's: press Enter in the coordinator's terminal for the dashboard's address",
      );
    }
    const instructor = token !== undefined;
    if (watched?.instructor !== instructor) {
      const taken = takePlace?.(instructor ? "instructor" : "watcher");
      if (taken?.ok === false) return taken;
      place?.leave();
      place = taken;
    }
    if (watched !== undefined) {
      watched.room.insight.leave(socket);
      for (const event of [undefined, ...PANEL_EVENTS])
        await socket.leave(audience(watched.room.code, watched.instructor, event));
    }
    watched = { room, instructor };
    return () => {
      const answer = { ok: true as const, ...room.watched(instructor, { whole }), instructor };
      // together: a round that closed after the snapshot and before the answer would reach the page before the answer
      void socket.join(audience(room.code, instructor));
      return answer;
    };
  };

  const roundsBefore = (wanted: RoundsRequest): Given | Promise<Given> => {
    if (watched === undefined) return refuse("not-joined", "send room:watch first");
    const { room, instructor } = watched;
    return inTurn(instructor, () => room.roundsBefore(wanted, instructor));
  };

  const picturesOf = ({ id }: { id: string }): Given | Promise<Given> => {
    if (watched === undefined) return refuse("not-joined", "send room:watch first");
    const { room, instructor } = watched;
    return inTurn(instructor, () => room.pictures.pictures(id, instructor));
  };

  /** Nothing is made for a connection that has gone. */
  const inTurn = (instructor: boolean, make: () => Given | Promise<Given>): Promise<Given> =>
    turns[instructor ? "instructor" : "others"].take<Given>(
      socket,
      () =>
        socket.connected ? make() : refuse("not-joined", "the connection was gone before its turn came"),
      address,
    );

  const watchInsight = async (wanted: InsightRequest): Promise<Given> => {
    if (watched === undefined) return refuse("not-joined", "send room:watch first");
    const { room, instructor } = watched;
    return inTurn(instructor, () => showInsight(wanted, room, instructor));
  };

  const showInsight = async (wanted: InsightRequest, room: Room, instructor: boolean): Promise<Answer> => {
    if (watched?.room !== room || watched.instructor !== instructor)
      return refuse("not-joined", "the page watches another room by now: send insight:watch again");
    const answer = room.insight.watch(socket, wanted, instructor);
    if (!answer.ok) return answer;
    for (const panel of InsightPanel.options) {
      const group = audience(room.code, instructor, `insight:${panel}`);
      await (wanted.panels.includes(panel) ? socket.join(group) : socket.leave(group));
    }
    const { map, shadow } = room.insight.viewsFor(socket);
    if (map !== undefined) socket.emit("insight:map", map);
    if (shadow !== undefined) socket.emit("insight:shadow", shadow);
    return answer;
  };

  socket.on("disconnect", () => {
    watched?.room.insight.leave(socket);
    place?.leave();
  });
  const handlers = handlersFor(DASHBOARD_REQUESTS, {
    "room:watch": (wanted) => {
      const room = findWatched(wanted);
      if ("ok" in room) return room;
      const isInstructor = room.isInstructor(wanted.token ?? "");
      // with a token, the request need not name the room
      if (isInstructor || wanted.token === undefined) namedRoom?.();
      return inTurn(isInstructor, () => watch(room, wanted));
    },
    "rounds:before": roundsBefore,
    "run:configure": (config) => asInstructor((room) => room.run.configure(config)),
    "run:start": () => asInstructor((room) => room.run.command("start")),
    "run:pause": () => asInstructor((room) => room.run.command("pause")),
    "run:step": () => asInstructor((room) => room.run.command("step")),
    "round:close": () => asInstructor((room) => room.run.command("close-now")),
    "run:reset": () => asInstructor((room) => room.run.reset()),
    "class:set": (wanted) => asInstructor((room) => room.setClass(wanted)),
    "address:choose": ({ host }) => asInstructor((room) => room.joins.choose(host)),
    "run:again": (again) => asInstructor((room) => room.run.again(again)),
    "arm:add": (arm) => asInstructor((room) => room.run.addArm(arm)),
    "insight:watch": watchInsight,
    "worker:flip": ({ worker, role }) => asInstructor((room) => room.flipByInstructor(worker, role)),
    "workers:flip": (wanted) => asInstructor((room) => room.flipMany(wanted)),
    "roles:deal": (wanted) => asInstructor((room) => room.deal(wanted)),
    "game:start": (wanted) => asInstructor((room) => room.startGame(wanted)),
    "vote:open": (asked) => asInstructor((room) => room.votes.open(asked)),
    "vote:close": () => asInstructor((room) => room.votes.close()),
    "vote:again": () => asInstructor((room) => room.votes.again()),
    "vote:show": () => asInstructor((room) => room.showVote()),
    "vote:end": () => asInstructor((room) => room.votes.end()),
    "vote:cast": (vote) => asInstructor((room) => room.castViewerVote(vote)),
    "quiz:open": (quiz) => asInstructor((room) => room.quizzes.open(quiz)),
    "quiz:close": () => asInstructor((room) => room.quizzes.close()),
    "quiz:end": () => asInstructor((room) => room.quizzes.end()),
    "quiz:csv": () => asInstructor((room) => room.quizzes.csv()),
    "quiz:answer": (answers) => asInstructor((room) => room.answerViewerQuiz(answers)),
    "score:reset": () => asInstructor((room) => room.votes.resetScore()),
    "pictures:get": picturesOf,
    "pictures:project": (wanted) => asInstructor((room) => room.pictures.project(wanted)),
    "workers:removeSilent": () => asInstructor((room) => room.members.removeSilent()),
    "worker:remove": ({ worker }) => asInstructor((room) => room.members.remove(worker)),
    "swarm:pass": () => asInstructor((room) => ({ ok: true, pass: room.members.passes.issue() })),
  });
  serve(socket, { ...handlers, "room:watch": ofThisVersion(handlers["room:watch"]) }, serving);
}
