/** A proxy as some networks have one: it forwards HTTP, lets no WebSocket through, and may cut connections. */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface ProxyHabits {
  /** What a WebSocket's handshake gets: status 403, or no answer at all. */
  upgrades: "refuse" | "swallow";
  /** Cuts every connection again and again after so much time; unset, never. */
  cutEveryMs?: number;
}

export interface Proxy {
  url: string;
  /** How many handshakes have come. */
  upgrades(): number;
  /** Cuts every connection. */
  cut(): void;
  /** How many connections have been cut. */
  cuts(): number;
  close(): Promise<void>;
}

/** `port`: where the coordinator listens on this machine. */
export async function openProxy(port: number, { upgrades, cutEveryMs }: ProxyHabits): Promise<Proxy> {
  const connections = new Set<Socket>();
  const count = { upgrades: 0, cuts: 0 };
  const server = createServer((asked, answer) => forward(port, asked, answer));
  server.on("connection", (connection: Socket) => {
    connections.add(connection);
    connection.on("error", () => {});
    connection.once("close", () => connections.delete(connection));
  });
  server.on("upgrade", (_, connection) => {
    count.upgrades++;
    if (upgrades === "refuse") connection.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
  });
  const cutAll = () => {
    count.cuts += connections.size;
    for (const connection of connections) connection.destroy();
  };
  const timer = cutEveryMs === undefined ? undefined : setInterval(cutAll, cutEveryMs);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    upgrades: () => count.upgrades,
    cut: cutAll,
    cuts: () => count.cuts,
    close() {
      clearInterval(timer);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of connections) connection.destroy();
      return closed;
    },
  };
}

function forward(port: number, asked: IncomingMessage, answer: ServerResponse): void {
  const { method, url: path, headers } = asked;
  const onward = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (given) => {
    answer.writeHead(given.statusCode ?? 502, given.headers);
    given.pipe(answer);
  });
  onward.on("error", () => answer.destroy());
  answer.on("close", () => onward.destroy()); // who asked may have gone
  asked.pipe(onward);
}
