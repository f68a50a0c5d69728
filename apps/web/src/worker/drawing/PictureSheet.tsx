import { useEffect, useRef } from "react";
import type { Pictures } from "../../learner/messages";
import { pictureSheet } from "../pictureSheet";

/** Small pictures side by side on a canvas. */
export function PictureSheet({ pictures, label }: { pictures: Omit<Pictures, "labels">; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const sheet = pictureSheet(pictures);
    context.canvas.width = sheet.width;
    context.canvas.height = sheet.height;
    context.putImageData(new ImageData(sheet.rgba, sheet.width, sheet.height), 0, 0);
  }, [pictures]);
  return <canvas ref={canvas} className="picture-sheet" role="img" aria-label={label} />;
}
