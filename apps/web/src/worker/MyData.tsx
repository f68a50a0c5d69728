import { DATASETS } from "@honest-majority/learning/facts";
import { useEffect, useRef } from "react";
import type { Pictures } from "../learner/messages";
import { shortNameIn } from "../ui/registry";
import { whatIsSent } from "./dataStory";
import { pictureSheet } from "./pictureSheet";

export interface MyDataProps {
  pictures: Pictures | undefined;
  /** The number of examples in the whole shard. */
  count: number | undefined;
  dataset: string | undefined;
  batchSize: number | undefined;
}

/** Some of the worker's examples, where they come from, and what its updates say about them. */
export function MyData({ pictures, count, dataset, batchSize }: MyDataProps) {
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
    <section className="card my-data" aria-labelledby="my-data">
      <h2 id="my-data">My data</h2>
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
          {count.toLocaleString("en")} pictures of {name}, dealt by the coordinator.{" "}
          {batchSize !== undefined && whatIsSent(batchSize)}
        </p>
      )}
    </section>
  );
}
