import { useEffect, useRef } from "react";
import type { Pictures } from "../../learner/messages";
import { pictureSheet, SHEET_COLUMNS } from "../pictureSheet";

export interface PictureSheetProps {
  pictures: Omit<Pictures, "labels">;
  label: string;
  /** Fills the width with however few pictures; otherwise a picture is as large as one of a full row. */
  fill?: boolean;
}

/** Small pictures side by side on a canvas. */
export function PictureSheet({ pictures, label, fill }: PictureSheetProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const sheet = pictureSheet(pictures);
    context.canvas.width = sheet.width;
    context.canvas.height = sheet.height;
    context.putImageData(new ImageData(sheet.rgba, sheet.width, sheet.height), 0, 0);
  }, [pictures]);
  const share = fill ? 1 : Math.min(pictures.count, SHEET_COLUMNS) / SHEET_COLUMNS;
  return (
    <canvas
      ref={canvas}
      className="picture-sheet"
      style={{ inlineSize: `${100 * share}%`, maxInlineSize: `${420 * share}px` }}
      role="img"
      aria-label={label}
    />
  );
}
