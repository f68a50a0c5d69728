/** Bytes in pieces, so that who sends a long file can do other work between two of them. Pure. */
import { Zip, ZipDeflate } from "fflate";

export type Pieces = Iterable<Uint8Array<ArrayBuffer>>;

const PIECE_BYTES = 2 ** 16;

/** Long bytes as pieces of a moderate size. */
export function* cut(bytes: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

/** A zip of these files. Its dates are the earliest that a zip can have, so that the same files make the same bytes. */
export function* zipPieces(
  files: Iterable<readonly [name: string, pieces: Iterable<Uint8Array>]>,
): Generator<Uint8Array<ArrayBuffer>> {
  let made: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    made.push(bytes as Uint8Array<ArrayBuffer>);
  });
  const take = () => {
    const taken = made;
    made = [];
    return taken;
  };
  for (const [name, pieces] of files) {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = "1980-01-01T12:00:00";
    zip.add(file);
    for (const piece of pieces) {
      file.push(piece);
      yield* take();
    }
    file.push(new Uint8Array(), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
