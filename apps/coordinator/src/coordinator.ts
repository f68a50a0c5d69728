/** Puts the house together: compute thread, records, front doors, sockets, room. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Clock, Compute } from "@honest-majority/conductor";
import { availableDatasets } from "@honest-majority/datasets";
import { RunConfig } from "@honest-majority/protocol";
import { Room } from "@honest-majority/room";
import { startCompute } from "./compute/startCompute";
import { certifiable, localName, reachableAt, urlHost } from "./front/addresses";
import { api } from "./front/api";
import { ownCertificate } from "./front/certificate";
import type { Options } from "./front/options";
import { pages } from "./front/pages";
import { newRoomCode } from "./front/roomCode";
import { openServers } from "./front/servers";
import { newToken, sameToken } from "./front/token";
import { longestMessageBytes } from "./limits";
import { listen } from "./listener";
import { fileRunStore } from "./records/fileRunStore";
import { holdFolder } from "./records/hold";
import { type Reopening, reopening } from "./reopen";

/** One class: its code, its keys, its addresses. */
export interface OpenedRoom {
  room: string;
  instructorToken: string;
  dashboardUrl: string;
  secureJoinUrls: string[];
  plainJoinUrls: string[];
  /** How the room came to be, in a few words. */
  opened: string;
}

/** With its first room's keys and addresses as its own. */
export interface Coordinator extends OpenedRoom {
  others: OpenedRoom[];
  port: number;
  httpsPort: number;
  backend: Compute["backend"];
  datasets: ReturnType<typeof availableDatasets>;
  /** Everything kept, every door shut. */
  close(): Promise<void>;
}

const PAGES = fileURLToPath(new URL("../../../dist/web", import.meta.url));

/**
 * `openCompute`: what starts the compute thread.
 *
 * @throws UserError, PortError, Error: each says what to do next.
 */
export async function startCoordinator(
  options: Options,
  log: (line: string) => void,
  openCompute = startCompute,
): Promise<Coordinator> {
  const letGo = await holdFolder(options.records);
  const store = await fileRunStore(options.records, { report: log });
  const { rooms: keptRooms, problems } = await store.loadRooms();
  for (const problem of problems) log(problem);
  const wanted = options.rooms.length === 0 ? [undefined] : options.rooms;
  const taken = keptRooms.map((kept) => kept.room);
  const reopenings = wanted.map((room) => {
    const again = reopening({ rooms: keptRooms, room, config: options.config, now: Date.now() });
    return { code: again.kind === "again" ? again.kept.room : (room ?? newRoomCode({ taken })), again };
  });

  const rooms = new Map<string, Room>();
  const addresses = reachableAt(options.host);
  const certificate = await ownCertificate(join(options.records, "certificate"), {
    ...certifiable(addresses),
    now: new Date(),
  });
  const maxMessageBytes = longestMessageBytes();
  const handler = api({
    findRoom: (wanted) => rooms.get(wanted),
    health: () => ({ rooms: rooms.size, backend: compute?.backend.name ?? "starting" }),
    otherwise: pages(PAGES),
  });
  let compute: Compute | undefined;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  // the doors come first, so that a second coordinator by mistake stops here and touches no record
  const servers = await openServers({ ...options, certificate, handler });
  const listener = listen({
    servers: [servers.http, servers.https],
    findRoom: (wanted) => rooms.get(wanted),
    defaultRoom: () => rooms.values().next().value,
    opened,
    maxMessageBytes,
    report: (error, event) => log(`${event}: ${error.stack ?? error.message}`),
  });
  const localUrl = `http://${urlHost(localName(options.host))}:${servers.port}`;
  const datasets = availableDatasets(options.dataDir);

  async function close(): Promise<void> {
    await Promise.all([...rooms.values()].map((room) => room.close()));
    await Promise.all([listener.close(), servers.close()]); // the doors cut off whom the sockets wait for
    await compute?.close();
    await store.close();
    await letGo();
  }

  try {
    compute = await openCompute({ dataDir: options.dataDir, aggregateOn: options.aggregateOn, log });
    const started = compute;
    for (const { code, again } of reopenings) rooms.set(code, await openRoom(started, code, again));
    open();
  } catch (error) {
    await close();
    throw error;
  }

  const [first, ...others] = reopenings.map(({ code, again }): OpenedRoom => {
    const room = rooms.get(code);
    const instructorToken = room?.instructorToken ?? "";
    return {
      room: code,
      instructorToken,
      dashboardUrl: `${localUrl}/#token=${instructorToken}&room=${code}`,
      ...joinUrls(code),
      opened: again.kind === "new" ? "new" : describeOpening(room),
    };
  });
  return {
    ...first,
    others,
    port: servers.port,
    httpsPort: servers.httpsPort,
    backend: compute.backend,
    datasets,
    close,
  };

  function joinUrls(code: string) {
    const over = (scheme: string, port: number) =>
      addresses.map((address) => `${scheme}://${urlHost(address)}:${port}/join/${code}`);
    return { secureJoinUrls: over("https", servers.httpsPort), plainJoinUrls: over("http", servers.port) };
  }

  function openRoom(started: Compute, code: string, again: Reopening): Promise<Room> {
    const kept = again.kind === "again" ? again.kept : undefined;
    const config = options.config ?? kept?.config ?? RunConfig.parse({});
    const goesOn = again.kind === "again" && again.goesOn;
    const { secureJoinUrls, plainJoinUrls } = joinUrls(code);
    const parts = {
      code,
      instructorToken: kept?.instructorToken ?? newToken(),
      compute: started,
      store,
      outbox: listener.outboxFor(code),
      clock: systemClock,
      newToken,
      newRunId,
      sameToken,
      joinUrls: () => [...secureJoinUrls, ...plainJoinUrls, `${localUrl}/join/${code}`],
      datasets,
      maxMessageBytes,
      autostart: options.autostart,
      log,
    };
    return Room.open(parts, config, kept && !goesOn ? { ...kept, config, phase: "lobby" } : kept);
  }
}

/** The moment, for people who look into the records folder, and a few letters so that no two runs share one. */
function newRunId(): string {
  const moment = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  return `${moment}-${newToken().replace(/\W|_/g, "").slice(0, 6)}`;
}

function describeOpening(room: Room | undefined): string {
  const state = room?.snapshot(true).state;
  if (state === undefined || state.phase === "lobby") return "opened again, in the lobby";
  return `opened again at round ${state.round}, ${state.phase}`;
}

const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
