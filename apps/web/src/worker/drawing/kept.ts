/** A worker's drawings as the text that the tab keeps over a reload. Pure. */
import type { Drawing, ImageShape } from "@honest-majority/learning/facts";

/** Pictures of another data set, or of another size, are not mixed: a 3 of digits is no class of symbols. */
export function drawingsKey(
  room: string,
  { dataset, height, width, channels }: ImageShape & { dataset: string },
): string {
  return `honest-majority:drawings:${room}:${dataset}:${height}×${width}×${channels}`;
}

export function drawingsText(drawings: readonly Drawing[]): string {
  return JSON.stringify(
    drawings.map(({ label, pixels }) => ({ label, pixels: btoa(String.fromCharCode(...pixels)) })),
  );
}

/** Leaves out whatever is not a drawing of this size and of one of these classes. */
export function parseDrawings(
  text: string | undefined,
  { height, width, channels, classes }: ImageShape & { classes: number },
): Drawing[] {
  return listIn(text).flatMap((entry) => {
    const { label, pixels } = (entry ?? {}) as { label?: unknown; pixels?: unknown };
    if (typeof pixels !== "string" || !Number.isInteger(label)) return [];
    const drawing = { label: label as number, pixels: bytesIn(pixels) };
    const fits =
      drawing.pixels.length === height * width * channels && drawing.label >= 0 && drawing.label < classes;
    return fits ? [drawing] : [];
  });
}

function listIn(text: string | undefined): unknown[] {
  try {
    const value: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function bytesIn(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
