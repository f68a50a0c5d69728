/** Downloads one published file: resumable, checked, and under its final name only when it is complete. */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { UserError } from "@honest-majority/protocol";

export interface FileToFetch {
  url: URL;
  /** Its final path; until it is complete, `path` + ".part". */
  path: string;
  /** As published, hexadecimal. */
  md5: string;
}

export interface FetchProgress {
  file: string;
  received: number;
  /** Undefined when the publisher does not say. */
  total: number | undefined;
}

/** A transfer that was cut off and may continue from the same place. */
class Interrupted extends UserError {
  constructor(message: string) {
    super("download", message);
  }
}

/**
 * Downloads `url` to `path` and continues from what an interrupted attempt left in `path`.part. A file that is already
 * there is checked and never replaced, because it may be the user's own.
 *
 * @throws UserError with what happened and what to do next.
 */
export async function fetchFile(
  { url, path, md5 }: FileToFetch,
  onProgress: (progress: FetchProgress) => void,
): Promise<"fetched" | "already there"> {
  await mkdir(dirname(path), { recursive: true });
  if ((await sizeOf(path)) !== undefined) {
    const found = await md5Of(path);
    if (found === md5) return "already there";
    throw new UserError(
      "download",
      `${path} is not the published file: its MD5 must be ${md5}, found ${found}. ` +
        "Delete it to download it again, or leave it: data of your own is used as it is.",
    );
  }
  const part = `${path}.part`;
  await receiveAll(url, part, (received, total) => onProgress({ file: basename(path), received, total }));
  const found = await md5Of(part);
  if (found !== md5) {
    await rm(part);
    throw new UserError(
      "download",
      `${url} is not the published file: its MD5 must be ${md5}, found ${found}. ` +
        "The download was removed; run the command again, or take the file from elsewhere with --from URL.",
    );
  }
  await rename(part, path);
  return "fetched";
}

type Received = (received: number, total: number | undefined) => void;

/** Continues an interrupted transfer for as long as each attempt receives more of the file. */
async function receiveAll(url: URL, part: string, onReceived: Received): Promise<void> {
  let furthest = (await sizeOf(part)) ?? 0;
  for (;;) {
    try {
      return await receive(url, part, onReceived);
    } catch (error) {
      const size = (await sizeOf(part)) ?? 0;
      if (!(error instanceof Interrupted) || size <= furthest) throw error;
      furthest = size;
    }
  }
}

async function receive(url: URL, part: string, onReceived: Received): Promise<void> {
  const have = (await sizeOf(part)) ?? 0;
  // identity: compression on the way would change the bytes that Range and MD5 count
  const headers: Record<string, string> = { "accept-encoding": "identity" };
  if (have > 0) headers.range = `bytes=${have}-`;
  const response = await fetch(url, { headers }).catch((error: unknown) => {
    throw new UserError(
      "download",
      `${url.host} cannot be reached (${causeOf(error)}). Check the network and run the command again; ` +
        `or fetch ${url} on another machine and put it into ${dirname(part)}.`,
    );
  });
  if (response.status === 416) {
    await response.body?.cancel();
    // "bytes */size": the publisher has no more bytes, so the file is complete or belongs to another download
    if (response.headers.get("content-range") === `bytes */${have}`) return;
    await rm(part);
    return receive(url, part, onReceived);
  }
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new UserError(
      "download",
      `${url} answered ${response.status} ${response.statusText}. ` +
        "Give another address with --from URL, or run the command again later.",
    );
  }
  const resumed =
    response.status === 206 && response.headers.get("content-range")?.startsWith(`bytes ${have}-`) === true;
  if (response.status === 206 && !resumed) {
    await response.body.cancel();
    await rm(part, { force: true });
    throw new Interrupted(`${url} answered with another range than was asked for. Run the command again.`);
  }
  const start = resumed ? have : 0;
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  const total = Number.isNaN(length) ? undefined : start + length;
  await write(response.body, { url, part, start, total, onReceived });
}

async function write(
  body: AsyncIterable<Uint8Array>,
  { url, part, start, total, onReceived }: WriteOptions,
): Promise<void> {
  let received = start;
  const file = await open(part, start > 0 ? "a" : "w");
  try {
    onReceived(received, total);
    const chunks = body[Symbol.asyncIterator]();
    for (;;) {
      const next = await chunks.next().catch((error: unknown) => {
        throw new Interrupted(
          `${url} broke off after ${received} of ${total ?? "?"} bytes (${causeOf(error)}). ` +
            "Run the command again: it continues from there.",
        );
      });
      if (next.done) break;
      await file.writeFile(next.value);
      received += next.value.length;
      onReceived(received, total);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

interface WriteOptions {
  url: URL;
  part: string;
  start: number;
  total: number | undefined;
  onReceived: Received;
}

async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.size;
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash("md5");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** fetch says "fetch failed" or "terminated"; its cause says why. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
