import { UserError } from "@honest-majority/protocol";

const [QUOTE, BACKSLASH, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\[]{}');
const ROW_DEPTH = 3;

/**
 * Parses a streamed JSON text row by row, so that a text of gigabytes never becomes one string. Every array inside two
 * containers is a row. A row is parsed separately and passed to `keep`; `outline` holds its index instead: `[7]` for the
 * eighth row.
 *
 * @throws UserError unless the text is JSON. NaN and Infinity, which Python writes, become strings.
 */
export async function cutJson<Row>(
  chunks: AsyncIterable<Uint8Array>,
  keep: (values: unknown[]) => Row,
): Promise<{ outline: unknown; rows: Row[] }> {
  const rows: Row[] = [];
  const outline: Uint8Array[] = [];
  let row: Uint8Array[] | undefined;
  let depth = 0;
  let inString = false;
  let escaped = false;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
        depth++;
        if (depth !== ROW_DEPTH || byte !== OPEN_ARRAY) continue;
        outline.push(chunk.subarray(from, at + 1), Buffer.from(String(rows.length)));
        from = at + 1;
        row = [];
      } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
        if (depth-- !== ROW_DEPTH || row === undefined) continue;
        row.push(chunk.subarray(from, at));
        const values = parse(`[${textOf(row)}]`, `row ${rows.length} must be JSON`);
        rows.push(keep(values as unknown[]));
        from = at;
        row = undefined;
      }
    }
    (row ?? outline).push(chunk.subarray(from));
  }
  if (row !== undefined)
    throw new UserError("input", `the JSON must be complete, it ends in row ${rows.length}`);
  return { outline: parse(textOf(outline), "the input must be JSON or a .npy matrix"), rows };
}

/** Decodes UTF-8 and drops a byte order mark. */
function textOf(pieces: readonly Uint8Array[]): string {
  return new TextDecoder().decode(Buffer.concat(pieces));
}

function parse(text: string, demand: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    try {
      return JSON.parse(text.replace(/-?\b(NaN|Infinity)\b/g, '"$&"'));
    } catch {
      throw new UserError("input", `${demand}: ${reason(error as Error)}`);
    }
  }
}

/** Removes the quoted text and the position from the message: both are wrong, because rows were cut out. */
function reason({ message }: Error): string {
  return message.replace(/(, (\.\.\.)?"| in JSON at| \(line).*$/s, "").replace(/\p{Cc}/gu, "?");
}
