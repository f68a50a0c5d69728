import { DATASETS } from "@honest-majority/learning/facts";
import { useEffect, useRef } from "react";
import type { Pictures } from "../learner/messages";
import { shortNameIn } from "../ui/registry";
import { pictureSheet } from "./pictureSheet";

export interface PrivateDataProps {
  pictures: Pictures | undefined;
  /** The number of examples in the whole shard. */
  count: number | undefined;
  dataset: string | undefined;
}

/** Sixteen of the worker's own examples, which never leave the tab. */
export function PrivateData({ pictures, count, dataset }: PrivateDataProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!pictures || !context) return;
    const sheet = pictureSheet(pictures);
    context.canvas.width = sheet.width;
    context.canvas.height = sheet.height;
    context.putImageData(new ImageData(sheet.rgba, sheet.width, sheet.height), 0, 0);
  }, [pictures]);
  const name = dataset === undefined ? "" : shortNameIn(DATASETS, dataset);
  return (
    <section className="card private-data" aria-labelledby="private-data">
      <h2 id="private-data">My private data</h2>
      {pictures ? (
        <canvas
          ref={canvas}
          role="img"
          aria-label={`${pictures.count} of this worker's pictures from ${name}`}
        />
      ) : (
        <p className="muted">waiting for my share of the data</p>
      )}
      {count !== undefined && (
        <p className="small muted">
          {count.toLocaleString("en")} pictures of {name}. The coordinator distributes them; only what I learn
          from them is sent back.
        </p>
      )}
    </section>
  );
}
