/** Serves the built pages and plays a recorded stream to them. No coordinator, no worker: nothing that competes with the page. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pages } from "@honest-majority/coordinator/http/pages";
import { CLONE_PARTS } from "@honest-majority/coordinator/parts";
import type {
  Answer,
  CoordinatorToDashboard,
  DashboardToCoordinator,
  Watching,
} from "@honest-majority/protocol";
import { type DefaultEventsMap, Server } from "socket.io";
import { REPOSITORY } from "../../repository";
import { eventsOf, lastEventsOf, type Sent, type Stream } from "./stream";

export const PAGES = join(REPOSITORY, "dist/web");

export interface Replay {
  readonly dashboardUrl: string;
  /** Sends rounds one after another, each as it was recorded but within `everyMs`. */
  play(rounds: { from: number; to: number; everyMs: number }): Promise<void>;
  /** Sends rounds at once, without the events that a later one of their round replaces. */
  rush(rounds: { from: number; to: number }): void;
  /** Sends rounds event by event, `apartMs` between two. */
  playSingly(rounds: { from: number; to: number; apartMs: number }): Promise<void>;
  close(): Promise<void>;
}

export async function openReplay(stream: Stream): Promise<Replay> {
  const serve = pages(CLONE_PARTS);
  const http = createServer((request, response) => {
    if (request.url !== "/api/plugins") return serve(request, response);
    response.setHeader("content-type", "application/json");
    response.end('{"plugins":[]}');
  });
  const io = new Server<DashboardToCoordinator, CoordinatorToDashboard, DefaultEventsMap>(http, {
    serveClient: false,
  });
  const dashboards = io.of("/dashboard");
  dashboards.on("connection", (socket) => {
    socket.on("room:watch", (_, ack: (answer: Answer<Watching>) => void) =>
      ack({ ok: true, ...stream.watching }),
    );
    socket.on("insight:watch", (_, ack) => ack({ ok: true }));
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  const send = ({ event, args }: Sent) => void dashboards.emit(event, ...(args as never));

  return {
    dashboardUrl: `http://127.0.0.1:${port}/#token=replayed&room=${stream.watching.room}`,
    async play({ from, to, everyMs }) {
      const began = performance.now();
      for (let n = from; n < to; n++) {
        const events = eventsOf(stream, n);
        const opened = began + (n - from) * everyMs;
        const pace = Math.min(1, everyMs / ((events.at(-1)?.ms ?? 0) + 1));
        for (const sent of events) {
          const wait = opened + sent.ms * pace - performance.now();
          if (wait > 1) await sleep(wait);
          send(sent);
        }
        const rest = opened + everyMs - performance.now();
        if (rest > 0) await sleep(rest);
      }
    },
    rush({ from, to }) {
      for (let n = from; n < to; n++) for (const sent of lastEventsOf(stream, n)) send(sent);
    },
    async playSingly({ from, to, apartMs }) {
      for (let n = from; n < to; n++)
        for (const sent of eventsOf(stream, n)) {
          send(sent);
          await sleep(apartMs);
        }
    },
    async close() {
      await io.close();
    },
  };
}
