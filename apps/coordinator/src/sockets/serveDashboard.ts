/** Serves one dashboard's connection: shows a room, and lets the instructor control its run. */
import {
  AddArmRequest,
  AgainRequest,
  type Answer,
  ClassRequest,
  DealRequest,
  FlipManyRequest,
  InstructorFlipRequest,
  RemoveRequest,
  refuse,
  type Watching,
  WatchRequest,
} from "@honest-majority/protocol";
import type { Room } from "@honest-majority/room";
import { type EventSource, type Handlers, request, serve } from "./requests";
import { ofThisVersion } from "./versions";

/** A dashboard's connection; it can be a member of broadcast groups. */
export interface DashboardSocket extends EventSource {
  join(group: string): unknown;
  leave(group: string): unknown;
}

export interface DashboardParts {
  findRoom: (code: string) => Room | undefined;
  /** The only room, when there is one: a dashboard need not name it. */
  defaultRoom: () => Room | undefined;
  report: (error: Error, event: string) => void;
}

/** The broadcast group of a room's dashboards that may see roles (`instructor`), or of the others. */
export function audience(room: string, instructor: boolean): string {
  return `${instructor ? "instructor" : "watcher"}:${room}`;
}

export function serveDashboard(
  socket: DashboardSocket,
  { findRoom, defaultRoom, report }: DashboardParts,
): void {
  let watched: { room: Room; instructor: boolean } | undefined;
  const asInstructor = (handle: (room: Room) => Answer | Promise<Answer>) => {
    if (watched === undefined) return refuse("not-joined", "send room:watch first");
    if (watched.instructor) return handle(watched.room);
    return refuse(
      "not-allowed",
      "only the instructor may do this: open the dashboard address that the coordinator printed",
    );
  };

  const watch = async ({ room: code, token }: WatchRequest): Promise<Answer<Watching>> => {
    const room = code === undefined ? defaultRoom() : findRoom(code);
    if (room === undefined)
      return refuse("wrong-room", `there is no room ${code ?? "by default"} here: check the code`);
    if (token !== undefined && !room.isInstructor(token)) {
      return refuse(
        "wrong-token",
        "the token is not this room's: open the dashboard address that the coordinator printed",
      );
    }
    const instructor = token !== undefined;
    if (watched !== undefined) await socket.leave(audience(watched.room.code, watched.instructor));
    watched = { room, instructor };
    await socket.join(audience(room.code, instructor));
    return { ok: true, ...room.snapshot(instructor), ...room.record(instructor), instructor };
  };

  const handlers: Handlers = {
    "room:watch": ofThisVersion(request(WatchRequest, watch)),
    "run:configure": ([config]) => asInstructor((room) => room.configure(config)),
    "run:start": () => asInstructor((room) => room.command("start")),
    "run:pause": () => asInstructor((room) => room.command("pause")),
    "run:step": () => asInstructor((room) => room.command("step")),
    "round:close": () => asInstructor((room) => room.command("close-now")),
    "run:reset": () => asInstructor((room) => room.reset()),
    "class:set": request(ClassRequest, (wanted) => asInstructor((room) => room.setClass(wanted))),
    "run:again": request(AgainRequest, (again) => asInstructor((room) => room.again(again))),
    "arm:add": request(AddArmRequest, (arm) => asInstructor((room) => room.addArm(arm))),
    "worker:flip": request(InstructorFlipRequest, ({ worker, role }) =>
      asInstructor((room) => room.members.roles.flip(worker, role, "instructor")),
    ),
    "workers:flip": request(FlipManyRequest, (wanted) => asInstructor((room) => room.flipMany(wanted))),
    "roles:deal": request(DealRequest, (wanted) => asInstructor((room) => room.deal(wanted))),
    "workers:removeSilent": () => asInstructor((room) => room.members.removeSilent()),
    "worker:remove": request(RemoveRequest, ({ worker }) =>
      asInstructor((room) => room.members.remove(worker)),
    ),
  };
  serve(socket, handlers, report);
}
