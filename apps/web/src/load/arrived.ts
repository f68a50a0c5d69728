/** Loads code and files over a network that may lose some. Tells "it did not arrive" from "it cannot run here". */

/** Before each further try. A page waits some ten seconds before it says that something is missing. */
const WAITS_MS = [300, 1_000, 3_000, 6_000];

/** A part of the program did not arrive, however often it was asked for. */
export class NotArrived extends Error {
  override name = "NotArrived";

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/**
 * The result of `load`, tried again while it does not arrive.
 *
 * @throws NotArrived after the last try; at once, what `load` throws because the program cannot run here.
 */
export async function arrived<T>(load: () => Promise<T>, after = sleep): Promise<T> {
  let last: unknown;
  for (const waitMs of [0, ...WAITS_MS]) {
    if (waitMs > 0) await after(waitMs);
    try {
      return await load();
    } catch (error) {
      if (cannotRun(error) || error === last) throw error;
      last = error;
    }
  }
  throw new NotArrived(last);
}

/** The bytes of a file of this page's own server. @throws NotArrived */
export function fileArrived(url: string): Promise<ArrayBuffer> {
  return arrived(async () => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} came with status ${response.status}`);
    return response.arrayBuffer();
  });
}

/**
 * A module that threw while it ran throws the same object at the next import, which `arrived` compares; one that did not
 * arrive throws a new one. WebAssembly has errors of its own.
 */
function cannotRun(error: unknown): boolean {
  const { CompileError, LinkError, RuntimeError } = WebAssembly;
  return [CompileError, LinkError, RuntimeError].some((kind) => error instanceof kind);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
