/** Values per piece: a document of a million numbers is written in pieces. */
const PIECE = 16_384;

/**
 * Yields the pieces of one JSON object on one line. Float32 values are printed as doubles, so that a reader gets the same
 * values. JSON cannot represent NaN and Infinity; they become null.
 */
export function* printJson(document: Readonly<Record<string, unknown>>): Generator<string> {
  let before = "{";
  for (const [key, value] of Object.entries(document)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    if (value instanceof Float32Array) yield* printNumbers(value);
    else yield JSON.stringify(value);
    before = ",";
  }
  yield before === "{" ? "{}\n" : "}\n";
}

function* printNumbers(values: Float32Array): Generator<string> {
  yield "[";
  for (let at = 0; at < values.length; at += PIECE) {
    const piece = JSON.stringify(Array.from(values.subarray(at, at + PIECE))).slice(1, -1);
    yield at === 0 ? piece : `,${piece}`;
  }
  yield "]";
}
