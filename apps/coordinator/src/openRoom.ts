/** Opens one room with the coordinator's clock, secrets, run ids, sockets and records. */
import type { Clock, Compute, Outbox } from "@honest-majority/conductor";
import {
  adviceOn,
  type CoordinatorToDashboard,
  type JoinAddress,
  type RoomSnapshot,
} from "@honest-majority/protocol";
import { Room, type RunStore } from "@honest-majority/room";
import { newToken, sameToken, shuffled } from "./http/token";
import type { RoomUrls } from "./http/urls";
import type { PlannedRoom } from "./planRooms";
import { newRunId } from "./records/runId";

/** What every room of a coordinator shares. */
export interface SharedParts {
  compute: Compute;
  store: RunStore;
  outboxFor: (room: string) => Outbox<CoordinatorToDashboard>;
  clock: Clock;
  urls: RoomUrls;
  datasets: RoomSnapshot["datasets"];
  maxMessageBytes: number;
  seatsPerAddress: number;
  /** How many workers are in all rooms together. */
  seatsInAll: () => number;
  autostart: boolean;
  log: (line: string) => void;
}

/** A room that is open: its code, its keys, its addresses. */
export interface OpenedRoom {
  room: string;
  instructorToken: string;
  /** Holds the key. */
  dashboardUrl: string;
  /** Makes an address that opens the dashboard once, in a browser of this machine. */
  oneTimeUrl: () => string;
  /** Every way to join, the one that the QR code holds first. */
  joins: JoinAddress[];
  /** In a few words, whether the room is new or opened again. */
  opened: string;
}

export function openRoom(
  { code, config, kept, warning, instructorToken }: PlannedRoom,
  shared: SharedParts,
): Promise<Room> {
  for (const advice of Object.values(adviceOn(config))) shared.log(`${code}: ${advice}`);
  const { outboxFor, urls, ...parts } = shared;
  return Room.open(
    {
      ...parts,
      code,
      warning,
      instructorToken: kept?.instructorToken ?? instructorToken ?? newToken(),
      outbox: outboxFor(code),
      newToken,
      newRunId,
      shuffled,
      sameToken,
      joins: () => urls.joins(code),
    },
    config,
    kept,
  );
}

export function describeRoom(room: Room, { kept }: PlannedRoom, urls: RoomUrls): OpenedRoom {
  const { code, instructorToken } = room;
  return {
    room: code,
    instructorToken,
    dashboardUrl: urls.dashboardUrl(code, instructorToken),
    oneTimeUrl: () => urls.oneTimeUrl(code, instructorToken),
    joins: urls.joins(code),
    opened: kept === undefined ? "new" : describeState(room),
  };
}

function describeState(room: Room): string {
  const { state } = room.snapshot(true);
  return state.phase === "lobby"
    ? "opened again, in the lobby"
    : `opened again at round ${state.round}, ${state.phase}`;
}
