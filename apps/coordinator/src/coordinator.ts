/** Starts the coordinator: records, ports, sockets, compute thread, rooms. */
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { Compute } from "@honest-majority/conductor";
import { availableDatasets } from "@honest-majority/datasets";
import { isUserError, LIMITS, limitsPerAddress, UserError } from "@honest-majority/protocol";
import type { Room } from "@honest-majority/room";
import { roomFinder } from "@honest-majority/serving";
import { type ComputeThread, startCompute } from "./compute/startCompute";
import { AfterFloods } from "./garbage/afterFloods";
import { collectGarbage } from "./garbage/collectGarbage";
import { certifiable, reachableAt } from "./http/addresses";
import { AnswerPace } from "./http/answerPace";
import { type ApiParts, api } from "./http/api";
import { ownCertificate } from "./http/certificate";
import { type OneTimePaths, oneTimePaths } from "./http/oneTimePaths";
import type { Options } from "./http/options";
import { pages } from "./http/pages";
import { guarded, type RequestGuard, requestGuard } from "./http/requestGuard";
import { newRoomCode } from "./http/roomCode";
import { openServers, type Servers } from "./http/servers";
import { newToken } from "./http/token";
import { roomUrls } from "./http/urls";
import { longestMessageBytes } from "./limits";
import { type Listener, listen } from "./listener";
import { describeRoom, type OpenedRoom, openRoom } from "./openRoom";
import { type PlannedRoom, planRooms } from "./planRooms";
import { fileRunStore } from "./records/fileRunStore";
import { forgetOldRooms } from "./records/forgetOldRooms";
import { runHistory } from "./records/history";
import { holdFolder } from "./records/hold";
import { keysFolder } from "./records/keysFolder";
import { callerAddress, type Handshake, handshakeOf } from "./sockets/callerAddress";
import { systemClock } from "./systemClock";

/** The addresses and keys of the first room are the coordinator's own. */
export interface Coordinator extends OpenedRoom {
  others: OpenedRoom[];
  port: number;
  httpsPort: number;
  backend: Compute["backend"];
  datasets: ReturnType<typeof availableDatasets>;
  /** Writes every record and closes every connection. */
  close(): Promise<void>;
}

/** What tests replace. */
export interface Environment {
  /** Starts the compute thread; tests share one. */
  openCompute?: typeof startCompute;
  /** Whether an address is this machine's own, which has no limits. */
  isOwn?: (ip: string) => boolean;
  /** Collects the garbage of a flood, in this thread. */
  collect?: () => Promise<void>;
}

/**
 * @throws UserError whose message says what to do next.
 */
export async function startCoordinator(
  options: Options,
  log: (line: string) => void,
  { openCompute = startCompute, isOwn, collect = collectGarbage }: Environment = {},
): Promise<Coordinator> {
  const { trustProxy = false, records, dataDir, aggregateOn, plugins, autostart, parts } = options;
  const { seatsPerAddress = LIMITS.seatsPerAddress.most } = options;
  const releaseFolder = await holdFolder(records);
  const store = await fileRunStore(records, { keys: options.keys, report: log });
  const { rooms: keptRooms, damaged } = await store.loadRooms();
  const taken = [...keptRooms, ...damaged].map(({ room }) => room);
  const newCode = () => newRoomCode({ taken });
  const plans = planRooms({
    keptRooms,
    damaged,
    wanted: options.rooms,
    config: options.config,
    now: Date.now(),
    newCode,
  });

  /** Why rooms that were asked for are not open: the dashboard says it too. */
  const closed: string[] = [];
  for (const { room, problem } of damaged) {
    if (plans.some(({ code }) => code === room)) continue;
    const sentence = `${problem}. Room ${room} is not opened`;
    if (plans.length > 0 && options.rooms.includes(room)) closed.push(sentence);
    else log(sentence);
  }
  if (plans.length === 0) {
    await store.close();
    await releaseFolder();
    throw new UserError("records", "There is no other room to open: --room NEW-1 opens a new one");
  }

  const rooms = new Map<string, Room>();
  const findRoom = roomFinder(
    (code) => rooms.get(code),
    () => performance.now(),
  );
  const origins = requestGuard(options);
  const { isOwnHost } = origins;
  const addressOf = (handshake: Handshake) => callerAddress(handshake, { trustProxy, isOwn, isOwnHost });
  const addressOfRequest = (request: IncomingMessage) => addressOf(handshakeOf(request));
  let compute: ComputeThread | undefined;
  let listener: Listener | undefined;
  const onceOnly = oneTimePaths({
    now: () => performance.now(),
    newToken,
    isLocal: (request) => addressOfRequest(request) === undefined,
  });
  // Bind the ports before any room is opened, so that a second coordinator fails before it touches a record.
  const servers = await bindPorts(
    { ...options, seatsPerAddress },
    {
      findRoom,
      addressOf: addressOfRequest,
      addressOfWire: addressOf,
      isServing: (request) => listener?.isServing(request) ?? false,
      origins,
      health: () => ({ rooms: rooms.size, backend: compute?.backend.name ?? "starting" }),
      runs: { ...runHistory(records), deleteRun: store.deleteRun },
      onceOnly,
    },
  ).catch(async (error: unknown) => {
    await closeRecords();
    throw error;
  });
  await forgetOldRooms(
    { records, keys: keysFolder(options) },
    {
      rooms: keptRooms,
      damaged,
      open: plans.map(({ code }) => code),
      keepDays: options.keepDays ?? 0,
      now: Date.now(),
      log,
    },
  );
  let acceptConnections = () => {};
  const opened = new Promise<void>((resolve) => {
    acceptConnections = resolve;
  });
  const afterFloods = new AfterFloods({
    clock: systemClock,
    rounds: () => [...rooms.values()].map((room) => room.run.live.conductor.progress),
    collect() {
      compute?.collectGarbage(); // at the same time
      collect().catch((error: Error) => log(`garbage is not collected: ${error.message}`));
    },
  });
  const maxMessageBytes = longestMessageBytes();
  const listening = listen({
    servers: [servers.http, servers.https],
    findRoom,
    defaultRoom: () => rooms.values().next().value,
    opened,
    origins,
    maxMessageBytes,
    seatsPerAddress,
    addressOf,
    noteStranger: () => afterFloods.note(),
    securePort: options.publicUrl === undefined ? servers.httpsPort : undefined,
    report: (error, event) => log(`${event}: ${error.stack ?? error.message}`),
  });
  listener = listening;
  servers.followRequests();

  async function close(): Promise<void> {
    afterFloods.stop();
    listening.stopServing(); // a request that comes between here and the end would find its room closed
    await Promise.all([...rooms.values()].map((room) => room.close()));
    // together: socket.io waits for connections that only the servers end
    await Promise.all([listening.close(), servers.close()]);
    await compute?.close();
    await closeRecords();
  }

  async function closeRecords(): Promise<void> {
    await store.close();
    await releaseFolder();
  }

  try {
    const urls = roomUrls({ ...options, ...servers, pathTo: onceOnly.pathTo });
    const datasets = availableDatasets(dataDir, parts.program);
    const alarm = (sentence: string) => {
      for (const room of rooms.values()) room.alarm(sentence);
    };
    compute = await openCompute({ dataDir, aggregateOn, plugins, parts, log, alarm });
    const shared = {
      compute,
      store,
      outboxFor: listening.outboxFor,
      clock: systemClock,
      urls,
      datasets,
      maxMessageBytes,
      seatsPerAddress,
      seatsInAll: () => [...rooms.values()].reduce((sum, room) => sum + room.members.roster.seats, 0),
      autostart,
      log,
    };
    const described: OpenedRoom[] = [];
    const failed: UserError[] = [];
    for (const plan of plans) {
      try {
        const room = await openRoom(plan, shared);
        rooms.set(plan.code, room);
        described.push(describeRoom(room, plan, urls));
      } catch (error) {
        failed.push(whyClosed(plan, error));
      }
    }
    if (described.length === 0) throw failed[0];
    const { value: firstRoom } = rooms.values().next();
    for (const sentence of [...closed, ...failed.map(({ message }) => message)]) firstRoom?.alarm(sentence);
    acceptConnections();
    const [first, ...others] = described;
    const { port, httpsPort } = servers;
    return { ...first, others, port, httpsPort, backend: compute.backend, datasets, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What one room lacks, such as its data set, is no reason to close the others. @throws any other error as it is. */
function whyClosed({ code, kept }: PlannedRoom, error: unknown): UserError {
  if (!isUserError(error)) throw error;
  const whole = kept === undefined ? "" : ", and its files stay as they are";
  return new UserError(error.code, `${error.message}. Room ${code} is not opened${whole}`, { cause: error });
}

/** Listens on both ports with the pages and the API; sockets are added by `listen`. */
async function bindPorts(
  {
    host,
    port,
    httpsPort,
    parts,
    plugins = [],
    trustProxy = false,
    seatsPerAddress,
    ...folders
  }: Options & { seatsPerAddress: number },
  {
    origins,
    onceOnly,
    addressOfWire,
    isServing,
    ...answers
  }: Pick<ApiParts, "findRoom" | "addressOf" | "health" | "runs"> & {
    origins: RequestGuard;
    onceOnly: OneTimePaths;
    addressOfWire: (handshake: Handshake) => string | undefined;
    isServing: (request: IncomingMessage) => boolean;
  },
): Promise<Servers> {
  const certificate = await ownCertificate(join(keysFolder(folders), "certificate"), {
    ...certifiable(reachableAt(host)),
    now: new Date(),
  });
  const sources = await Promise.all(plugins.map((url) => readFile(new URL(url), "utf8")));
  const pace = new AnswerPace(answers.addressOf);
  const handler = api({
    ...answers,
    pace,
    plugins: sources,
    shardsPerAddress: seatsPerAddress,
    otherwise: onceOnly.listener(pages(parts, pace)),
  });
  const perAddress = limitsPerAddress(seatsPerAddress);
  return openServers({
    host,
    port,
    httpsPort,
    certificate,
    handler: guarded(origins, handler),
    addressOf: addressOfWire,
    isServing,
    wires: {
      // through a proxy, those of all clients come from it
      perAddress: trustProxy ? Number.POSITIVE_INFINITY : perAddress.wires,
      inAll: LIMITS.wiresInAll.most,
    },
    requests: { perAddress: perAddress.requests, inAll: LIMITS.requestsInAll.most },
    ...(trustProxy && { tlsRate: { perSecond: Number.POSITIVE_INFINITY, atOnce: 0 } }),
  });
}
