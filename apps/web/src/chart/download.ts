/** Saves the chart as a file. Everything is made in the page: no request leaves it. */
import { saveFile } from "../ui/saveFile";
import { canvasMeasure, paint } from "./canvas";
import { writeCsv } from "./csv";
import type { Format } from "./formats";
import { type PictureInput, pictureShapes } from "./picture";
import { writeSvg } from "./svg";
import { readTheme } from "./theme";

export interface Exported extends Omit<PictureInput, "theme" | "measure" | "width" | "height"> {
  room: string;
}

const SIZE = { width: 960, height: 540 };
/** Pixels of a PNG per pixel of the page. */
const SHARPNESS = 2;

/** `element` is where the theme is read. */
export async function download(format: Format, exported: Exported, element: Element): Promise<void> {
  const { room, tab } = exported;
  const subject = format === "csv" ? "rounds" : tab.key;
  saveFile(await contents(format, exported, element), `honest-majority-${room}-${subject}.${format}`);
}

async function contents(format: Format, exported: Exported, element: Element): Promise<Blob> {
  if (format === "csv") return new Blob([writeCsv(exported.columns)], { type: "text/csv;charset=utf-8" });
  const theme = readTheme(element);
  const shapes = pictureShapes({ ...exported, ...SIZE, theme, measure: canvasMeasure(theme.font) });
  if (format === "svg") {
    const drawing = writeSvg({ ...SIZE, title: exported.title, font: theme.font, shapes });
    return new Blob([drawing], { type: "image/svg+xml" });
  }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [SHARPNESS * SIZE.width, SHARPNESS * SIZE.height];
  const context = canvas.getContext("2d");
  if (!context) throw new Error("download: the PNG needs a 2d context, got none; save the SVG instead");
  context.scale(SHARPNESS, SHARPNESS);
  paint(context, shapes, theme.font);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error("download: the browser made no PNG of the canvas; save the SVG instead"));
    });
  });
}
