import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

export interface PageFile {
  type: string;
  etag: string;
  content: Buffer;
  /** Undefined when compression does not help. Made once, at the first call. */
  compressed?: () => Promise<Buffer>;
}

/** A browser refuses modules and WebAssembly that come under another type. */
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".jsonl": "application/jsonl; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};
const PACKED_ALREADY = new Set([".png", ".jpg", ".webp", ".woff2"]);

/**
 * Every file under `folder` by its path in an address. In memory, a few megabytes: a build that empties the
 * folder meanwhile (a second `npm start`) takes nothing from a class, and no address can name another file.
 */
export function pageFiles(folder: string): Map<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of entriesOf(folder)) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, path).split(sep).join("/")}`, pageFile(path));
  }
  return files;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return []; // not built
  }
}

function pageFile(path: string): PageFile {
  const extension = extname(path).toLowerCase();
  const content = readFileSync(path);
  let packed: Promise<Buffer> | undefined;
  const compressed = () => {
    packed ??= promisify(gzip)(content);
    return packed;
  };
  return {
    type: TYPES[extension] ?? "application/octet-stream",
    etag: `W/"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`,
    content,
    compressed: PACKED_ALREADY.has(extension) ? undefined : compressed,
  };
}
