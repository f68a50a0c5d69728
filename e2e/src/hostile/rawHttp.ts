/** HTTP as no browser speaks it: many requests on one connection before the first answer, which may never be read. */
import { connect } from "node:net";

export interface RawHttp {
  /** Status codes of the answers that came so far, in order. */
  statuses(): number[];
  /** All bytes that came so far. */
  text(): string;
  stopReading(): void;
  /** Resolves when the other side ends the connection. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Sends the requests in one piece. `reads: false` never reads an answer. */
export async function pipelined(
  url: string,
  requests: readonly { path: string; headers?: Readonly<Record<string, string>> }[],
  { reads = true }: { reads?: boolean } = {},
): Promise<RawHttp> {
  const { hostname, port } = new URL(url);
  const wire = connect(Number(port), hostname);
  let text = "";
  wire.on("error", () => {}); // a reset is an end as well
  const closed = new Promise<void>((resolve) => wire.once("close", () => resolve()));
  await new Promise<void>((resolve) => wire.once("connect", () => resolve()));
  if (reads)
    wire.on("data", (bytes) => {
      text += bytes.toString("latin1");
    });
  else wire.pause();
  const lines = requests.map(({ path, headers = {} }) =>
    [
      `GET ${path} HTTP/1.1`,
      `Host: ${hostname}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      "\r\n",
    ].join("\r\n"),
  );
  wire.write(lines.join(""));
  return {
    statuses: () => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)),
    text: () => text,
    stopReading: () => void wire.pause(),
    closed,
    close: () => void wire.destroy(),
  };
}
