import type { Examples } from "../examples";

/** Names of the files for errors, such as "train-images-idx3-ubyte.gz". */
export interface IdxNames {
  images: string;
  labels: string;
}

const IMAGES_MAGIC = 0x00000803; // unsigned bytes, three dimensions
const LABELS_MAGIC = 0x00000801; // unsigned bytes, one dimension

/**
 * Reads a pair of uncompressed IDX files, the format of MNIST and Fashion-MNIST: a big-endian header, then one byte a
 * pixel, any number of pictures of any size. The pixels share memory with `images`.
 *
 * @throws RangeError that names the file, what was expected and what was found.
 */
export function parseIdx(images: Uint8Array, labels: Uint8Array, names: IdxNames, classes = 10): Examples {
  const [count, height, width] = header(images, names.images, IMAGES_MAGIC, 3);
  const pixels = body(images, names.images, 16, count * height * width);
  const [labelCount] = header(labels, names.labels, LABELS_MAGIC, 1);
  const values = body(labels, names.labels, 8, labelCount);
  if (labelCount !== count) {
    throw new RangeError(
      `${names.labels}: expected ${count} labels, as ${names.images} has, found ${labelCount}`,
    );
  }
  checkLabels(values, names.labels, classes);
  return { count, classes, height, width, channels: 1, pixels, labels: values };
}

export function checkLabels(labels: Uint8Array, name: string, classes: number): void {
  const at = labels.findIndex((label) => label >= classes);
  if (at >= 0) {
    throw new RangeError(`${name}: expected labels below ${classes}, found ${labels[at]} for example ${at}`);
  }
}

function header(bytes: Uint8Array, name: string, magic: number, dimensions: number): number[] {
  const size = 4 + 4 * dimensions;
  if (bytes.length < size) {
    throw new RangeError(`${name}: expected a header of ${size} bytes, found ${bytes.length} bytes`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  const found = view.getUint32(0);
  if (found !== magic) {
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b ? ", a gzip file that is still packed" : "";
    throw new RangeError(`${name}: expected IDX magic ${hex(magic)}, found ${hex(found)}${packed}`);
  }
  return Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
}

function body(bytes: Uint8Array, name: string, start: number, size: number): Uint8Array {
  if (bytes.length !== start + size) {
    throw new RangeError(
      `${name}: expected ${start + size} bytes, as its header says, found ${bytes.length}`,
    );
  }
  return bytes.subarray(start);
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}
