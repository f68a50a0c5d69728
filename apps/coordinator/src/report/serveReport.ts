/** Serves the page `/report` to a browser of this machine, and waits for what it measured. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { refuse } from "@honest-majority/protocol";
import { BrowserPart } from "@honest-majority/report";
import { api } from "../http/api";
import { pages } from "../http/pages";
import type { Parts } from "../parts";

export interface ServedReport {
  /** Without a query. */
  url: string;
  /** Resolves when the page has sent its part and has its answer. */
  measured: Promise<BrowserPart>;
  close(): void;
}

const MOST_BYTES = 500_000;

/** `answer`: the text of the whole report, for the page to offer. */
export async function serveReport(
  parts: Pick<Parts, "pages" | "program">,
  answer: (browser: BrowserPart) => string,
): Promise<ServedReport> {
  let resolveMeasured: (browser: BrowserPart) => void = () => {};
  const measured = new Promise<BrowserPart>((resolve) => {
    resolveMeasured = resolve;
  });
  const otherwise = api({
    findRoom: () => refuse("wrong-room", "there is no room here"),
    addressOf: () => undefined,
    health: () => ({}),
    otherwise: pages(parts),
  });
  const server = createServer((request, response) => {
    if (request.url !== "/api/report") return otherwise(request, response);
    receive(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;

  /** Takes a report from its own page alone: other pages in the browser can reach this port too. */
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== "POST" || request.headers.origin !== origin) {
      return say(response, 403, { detail: `only the page of ${origin}/report may send a report` });
    }
    const part = BrowserPart.safeParse(await jsonOf(request));
    if (!part.success) return say(response, 400, { detail: part.error.issues[0].message });
    response.once("finish", () => resolveMeasured(part.data));
    say(response, 200, { text: answer(part.data) });
  }

  return {
    url: `${origin}/report`,
    measured,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Undefined for what is too long or no JSON. */
async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    connection: "close", // the doctor ends after this answer
  });
  response.end(JSON.stringify(body));
}
