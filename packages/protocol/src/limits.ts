/** What one peer, and all peers together, may take of a coordinator that a class shares: every limit, and what happens past it. Pure. */
export interface Limit {
  most: number;
  /** What is counted, as docs/running.md says it after the number. */
  unit: string;
  /** What happens past it. */
  past: string;
}

/** One more guess at a room code counts after so long. */
export const GUESS_SECONDS = 3;

/** A page takes a place for a second before it joins, so what gives way is hardly ever a page. */
const PLACE_OF_A_STRANGER =
  "the oldest one that has named no room that is here is cut; without such a one, the oldest that belongs to no worker and watches nothing; without such a one, a new one is refused with a sentence (status 403), and the page tries again every few seconds";

/** A newcomer needs a second or two for TLS and for its first request. */
export const QUIET_WIRE_SECONDS = 5;

/**
 * A worker holds a round up from `leastMs` after its opening, or from so many times the median of its workers' times. A tenth of
 * the time of all rounds is given back, to all such workers together: a device that is only a little slower than that is left out now and then.
 */
export const HELD_UP = { leastMs: 1_000, medians: 10, givenBack: 0.1 };

/** For so long an HTTP request waits for its turn. */
export const PACE_PATIENCE_SECONDS = 5;

/** A hundred phones load the page for joining at once, which takes 65 requests each. */
export const REQUESTS_AT_ONCE = 6_500;

/** What a request of a worker or a watcher that has joined counts for: its messages have limits of their own. */
export const SERVING_SHARE = 0.1;

/** Each page that an address may have watches again after a restart, and asks for earlier rounds. */
export const WATCHES_AT_ONCE = 128;

/** For so long a new connection waits for its turn: a page that opens one gives up after twenty. */
export const NEWCOMER_PATIENCE_SECONDS = 15;

/** Of eighty phones that load a page at once over https. */
export const TLS_AT_ONCE = 512;

export const RECORDS_PER_ADDRESS = 8;

const LATER = `the answers wait for their turn; status 429 when that would take over ${PACE_PATIENCE_SECONDS} seconds`;

const WAITING_WIRE = `the one is closed that has had no request under way for longest, if for more than ${QUIET_WIRE_SECONDS} seconds; without such a one, the one on which no request has come or been answered for longest, and which serves no worker and no watcher; without such a one, the new one`;

export const LIMITS = {
  rooms: {
    most: 32,
    unit: "rooms that `--room` may name; nobody can open one from outside",
    past: "the start is refused",
  },
  workers: {
    most: 256,
    unit: "workers in a room, those that left not counted",
    past: "a new worker is refused as `room-full`",
  },
  workersInAll: {
    most: 1_024,
    unit: "workers in all rooms together, those that left not counted",
    past: "a new worker is refused as `room-full`",
  },
  seatsPerAddress: {
    most: 16,
    unit: "workers of one address, or of one /64 of IPv6, that are here, or may come back within 15 s. `--seats-per-address` changes it. This machine's own addresses have no limit, and the instructor's swarms count apart",
    past: "a new worker is refused as `room-full`, as is one that returns after it has left, or from another address; those that are there go on",
  },
  swarm: {
    most: 32,
    unit: "workers of a swarm page that was opened in the browser of an instructor's dashboard; they come with a pass of that dashboard, which works for one address",
    past: "a new worker counts for its address",
  },
  requests: {
    most: 3,
    unit: "a second of each kind for one worker, after a first 6 at once: changes of role, renames, votes, answers to a quiz, pictures that are shown and joins; for one connection, joins of new workers",
    past: "refused as `too-many`",
  },
  shownPairs: {
    most: 64,
    unit: "pairs of pictures that one worker may show to the class, of the size of the run's pictures",
    past: "refused as `malformed`",
  },
  showing: {
    most: 64,
    unit: "workers of a room that may show pictures at the same time. They are kept in memory alone",
    past: "refused as `too-many`, until another one takes its pictures back",
  },
  guesses: {
    most: 20,
    unit: `wrong room codes of one address, then one in ${GUESS_SECONDS} seconds. This machine's own addresses have no limit`,
    past: "every room code of the address is refused as `too-many`, unless a token of the room comes with it",
  },
  missedRounds: {
    most: 3,
    unit: "rounds in a row that close without a worker's update",
    past: "rounds no longer wait for the worker, unless fewer than the quorum would be left; whole updates that come before their round's deadline end this: the first time for one round, the next time in a row for good. *Remove all silent* removes it",
  },
  heldDeadlines: {
    most: 3,
    unit: "times `roundDeadlineMs` for which one worker holds rounds up, all together: from a second after a round's opening, or from ten times the median of its workers' times, until the worker has sent its updates or left. A tenth of the time of all rounds is given back, in equal parts to all who held some up",
    past: "rounds no longer wait for the worker, until what was given back makes up for it; what it sends before a round closes counts, and its tile says so",
  },
  events: {
    most: 100,
    unit: "events in a round's record, flips not counted",
    past: "the record counts the others: `more`",
  },
  flips: {
    most: 512,
    unit: "flips in a round's record; of one worker, the first and the last",
    past: "the record counts the others: `more`",
  },
  refusals: {
    most: 16,
    unit: "refused updates of one worker in a round's record",
    past: "refused as before, and not recorded",
  },
  quotedCharacters: {
    most: 40,
    unit: "characters of what a stranger sent, in a refusal or in the log",
    past: "cut, with …",
  },
  textBytes: {
    most: 65_536,
    unit: "bytes of one message. The bytes of updates have `maxMessageBytes` of the assignment, and only a worker of a room may send them",
    past: "the connection is cut; status 413 when polling",
  },
  attachments: {
    most: 1,
    unit: "place of a message that holds bytes",
    past: "the connection is cut",
  },
  packets: {
    most: 1_024,
    unit: "messages in one request of a polling connection",
    past: "the connection is cut",
  },
  namespaceJoins: {
    most: 8,
    unit: "times that one connection may join `/worker`, `/dashboard` or another namespace, and each one once at a time",
    past: "the connection is cut",
  },
  unsentBytes: {
    most: 4_000_000,
    unit: "bytes that wait for one connection because it does not read; for a worker of a room, `maxMessageBytes` more",
    past: "the connection is cut",
  },
  unsentInAll: {
    most: 256_000_000,
    unit: "bytes that wait for all connections together that belong to no worker",
    past: "the connection for which most of them wait is cut, and so on",
  },
  watchBytes: {
    most: 250_000,
    unit: "bytes of records in one answer to `room:watch` or `rounds:before`, at least one record",
    past: "the next `rounds:before` brings the rounds before",
  },
  watchRequests: {
    most: 4,
    unit: "of these two requests that one connection may have unanswered; the coordinator answers one at a time",
    past: "refused as `too-many`",
  },
  watchRate: {
    most: 32,
    unit: `of these, \`insight:watch\` and \`pictures:get\` that are answered in a second to pages of one address, or of this machine, without the teacher's key, after a first ${WATCHES_AT_ONCE} at once`,
    past: "the answers wait for their turn",
  },
  responses: {
    most: 1,
    unit: "HTTP request at a time on one connection",
    past: "status 429, and the connection is closed",
  },
  requestsPerAddress: {
    most: 1_024,
    unit: "HTTP requests of one address that are being answered; 8 for each of `--seats-per-address`, if that is more. This machine's own addresses have no limit",
    past: "status 429",
  },
  requestsInAll: {
    most: 2_048,
    unit: "HTTP requests that are being answered, this machine's own not counted. One whose answer nobody reads for 30 seconds is cut",
    past: "status 429",
  },
  requestRate: {
    most: 300,
    unit: `HTTP requests of one address that are answered in a second, after a first ${REQUESTS_AT_ONCE.toLocaleString("en")} at once; one with messages of a worker or a watcher that has joined counts for ${SERVING_SHARE}. This machine's own addresses have no limit`,
    past: LATER,
  },
  answerBytes: {
    most: 32_000_000,
    unit: "bytes of HTTP answers to one address in a second: pages, data and records, after the first of two seconds at once. This machine's own addresses have no limit",
    past: LATER,
  },
  connectionsPerAddress: {
    most: 256,
    unit: "connections of workers and watchers from one address, by WebSocket or by polling; 2 for each of `--seats-per-address` and 32, if that is more. This machine's own addresses have no limit",
    past: PLACE_OF_A_STRANGER,
  },
  connectionsInAll: {
    most: 2_048,
    unit: "such connections, this machine's own not counted",
    past: PLACE_OF_A_STRANGER,
  },
  connectionRate: {
    most: 60,
    unit: "new such connections of one address that are opened in a second, after as many at once as it may have. This machine's own addresses have no limit",
    past: `they wait for their turn; refused with a sentence (status 403) when that would take over ${NEWCOMER_PATIENCE_SECONDS} seconds`,
  },
  watchersPerAddress: {
    most: 64,
    unit: "pages of one address that watch without the teacher's key. This machine's own addresses have no limit",
    past: "a new one is refused as `too-many`; those that are there go on, and workers and dashboards with the key have places of their own",
  },
  watchersInAll: {
    most: 512,
    unit: "such pages, this machine's own not counted",
    past: "a new one is refused as `too-many`",
  },
  silentSeconds: {
    most: 30,
    unit: "seconds in which such a connection has named no room that is here, to join or to watch it. This machine's own addresses have no limit",
    past: "the connection is cut",
  },
  wiresPerAddress: {
    most: 1_024,
    unit: "TCP connections from one address; 8 for each of `--seats-per-address`, if that is more; or with `--trust-proxy` from any number. This machine's own addresses have `filesKeptFree` alone",
    past: WAITING_WIRE,
  },
  wiresInAll: {
    most: 4_096,
    unit: "TCP connections, this machine's own not counted",
    past: WAITING_WIRE,
  },
  tlsRate: {
    most: 40,
    unit: `TCP connections of one address with which TLS begins in a second, after a first ${TLS_AT_ONCE} at once. With \`--trust-proxy\`, and for this machine's own addresses, there is no limit`,
    past: `they wait for their turn; closed when that would take over ${NEWCOMER_PATIENCE_SECONDS} seconds`,
  },
  filesKeptFree: {
    most: 128,
    unit: "open files that connections leave free, of those that the system allows one process (`ulimit -n`). Neither this machine's own connections nor all others may take over three quarters of the rest",
    past: WAITING_WIRE,
  },
  headSeconds: {
    most: 30,
    unit: "seconds in which a TCP connection has sent no whole head of a request; as many for TLS before",
    past: "the connection is closed",
  },
  recordResponses: {
    most: 32,
    unit: `answers with a record under way, ${RECORDS_PER_ADDRESS} of them to one address; those to the instructor's token are not counted`,
    past: "status 429",
  },
  shardResponses: {
    most: 128,
    unit: "workers' data that are being sent, as many to one address as `--seats-per-address`, and one to a worker. This machine's own are not counted",
    past: "status 429, and the page asks again; a worker's earlier answer is cut",
  },
  requestBodyBytes: {
    most: 1_024,
    unit: "bytes of body in a request to the HTTP API, which reads none",
    past: "status 413",
  },
} as const satisfies Record<string, Limit>;

/**
 * What one address may take where it has so many seats. A browser opens six TCP connections and a socket while it loads a page,
 * and a school has one address: 74 phones that load at once take 518, and 128 have places here. An idle connection with TLS
 * takes some 50 kB, so 1,024 take 50 MB.
 */
export function limitsPerAddress(seats: number): Record<"connections" | "wires" | "requests", number> {
  return {
    connections: Math.max(LIMITS.connectionsPerAddress.most, 2 * seats + 32),
    wires: Math.max(LIMITS.wiresPerAddress.most, 8 * seats),
    requests: Math.max(LIMITS.requestsPerAddress.most, 8 * seats),
  };
}

export type LimitName = keyof typeof LIMITS;

/** How many requests of a kind may come at once, before `LIMITS.requests` counts by the second. */
export const REQUEST_BURST = 6;

/** A stranger's text in a sentence of ours: at most `LIMITS.quotedCharacters` of it, on one line. */
export function quoted(text: unknown): string {
  const { most } = LIMITS.quotedCharacters;
  // no more than this is looked at: it may have megabytes, and a cut must not halve a character
  const characters = [...String(text).slice(0, 2 * most + 2)];
  const shown = characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : characters.join("");
  return shown.replace(/\p{C}/gu, "�");
}
