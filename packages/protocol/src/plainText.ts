/** Text of a file that a person wrote or edited, in the encodings that editors save. */

const UTF16: readonly { mark: readonly [number, number]; encoding: string }[] = [
  { mark: [0xff, 0xfe], encoding: "utf-16le" },
  { mark: [0xfe, 0xff], encoding: "utf-16be" },
];

/** The encoding that a UTF-16 byte order mark at the start of a file tells; undefined for any other file. */
export function utf16Of(start: Uint8Array): string | undefined {
  return UTF16.find(({ mark }) => mark.every((byte, i) => start[i] === byte))?.encoding;
}

/**
 * UTF-8 with or without a byte order mark, or UTF-16 with one. Lines end in "\n", whatever they ended in.
 *
 * @throws RangeError when the bytes are not text.
 */
export function plainText(bytes: Uint8Array): string {
  const encoding = utf16Of(bytes) ?? "utf-8";
  const text = decoded(bytes, encoding);
  // UTF-16 without a mark is read as letters with NUL between them
  if (text === undefined || text.includes("\0"))
    throw new RangeError("it is not text: it must be saved as UTF-8 or as UTF-16 with a byte order mark");
  return text.replaceAll("\r\n", "\n");
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes); // drops the mark
  } catch {
    return undefined;
  }
}
