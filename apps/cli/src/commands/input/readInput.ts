import { UserError, utf16Of } from "@honest-majority/protocol";
import { byteReader } from "./byteReader";
import { readMatrixJson } from "./matrixJson";
import { NPY_MAGIC, readNpy } from "./npy";

/** Finite float32 rows of one length d >= 1, at least one of them. */
export interface Input {
  rows: Float32Array[];
  /** [d] each, by name; empty for a .npy matrix. */
  vectors: Readonly<Record<string, Float32Array | undefined>>;
  warnings: string[];
}

/**
 * Reads a NumPy matrix or a JSON object; the first bytes tell which.
 *
 * @throws UserError for anything else, with what the input must be.
 */
export async function readInput(
  chunks: AsyncIterable<Uint8Array>,
  rowsKeys: readonly string[],
  vectorKeys: readonly string[] = [],
): Promise<Input> {
  const bytes = byteReader(chunks);
  const head = await bytes.take(NPY_MAGIC.length);
  if (head.length === 0) throw new UserError("input", "the input must be JSON or a .npy matrix, it is empty");
  if (head.length === NPY_MAGIC.length && NPY_MAGIC.every((byte, i) => byte === head[i])) {
    return { rows: await readNpy(bytes), vectors: {}, warnings: [] };
  }
  const whole = joined(head, bytes.rest());
  const utf16 = utf16Of(head);
  return readMatrixJson(utf16 === undefined ? whole : asUtf8(whole, utf16), rowsKeys, vectorKeys);
}

/** Without the byte order mark. */
async function* asUtf8(chunks: AsyncIterable<Uint8Array>, encoding: string) {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* joined(head: Uint8Array, rest: AsyncIterable<Uint8Array>) {
  yield head;
  yield* rest;
}
