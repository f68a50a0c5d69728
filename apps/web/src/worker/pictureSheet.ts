import type { Pictures } from "../learner/messages";

export const SHEET_COLUMNS = 8;
const GAP = 1;

/** Small pictures side by side as one RGBA image, a transparent pixel between them. */
export function pictureSheet({ count, height, width, channels, pixels }: Omit<Pictures, "labels">) {
  const columns = Math.min(SHEET_COLUMNS, count);
  const rows = Math.ceil(count / columns);
  const sheetWidth = columns * (width + GAP) - GAP;
  const sheetHeight = rows * (height + GAP) - GAP;
  const rgba = new Uint8ClampedArray(sheetWidth * sheetHeight * 4);
  for (let i = 0; i < count; i++) {
    const left = (i % columns) * (width + GAP);
    const top = Math.floor(i / columns) * (height + GAP);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = ((i * height + y) * width + x) * channels;
        const to = ((top + y) * sheetWidth + left + x) * 4;
        for (let c = 0; c < 3; c++) rgba[to + c] = pixels[from + (channels === 3 ? c : 0)];
        rgba[to + 3] = 255;
      }
    }
  }
  return { width: sheetWidth, height: sheetHeight, rgba };
}
