import { DATASETS } from "@honest-majority/learning/facts";
import type { LearnerView } from "@honest-majority/worker/view";
import { useMemo } from "react";
import type { GivenAway, Pictures, ToLearner } from "../learner/messages";
import { lazyPart } from "../ui/lazyPart";
import { shortNameIn } from "../ui/registry";
import { dataStory, whatIsSent } from "./dataStory";
import { drawingStyleOf } from "./drawing/classes";
import { PictureSheet } from "./drawing/PictureSheet";
import type { Drawings } from "./drawing/useDrawings";
import { Folded } from "./Folded";

const DrawData = lazyPart(
  async () => (await import("./drawing/DrawData")).default,
  <p className="muted">loading</p>,
);
const LookBack = lazyPart(async () => (await import("./LookBack")).default, <p className="muted">loading</p>);
const SHOWN = 16;

export interface MyDataProps extends Drawings {
  pictures: Pictures | undefined;
  work: LearnerView["work"];
  /** How many examples of the shard are drawings now. */
  drawn: number;
  given: GivenAway | null | undefined;
  shown: LearnerView["shown"];
  say(message: ToLearner): void;
}

/** Some of the worker's examples, where they come from, and what its updates say about them. */
export function MyData({ pictures, work, drawn, given, shown, say, ...mine }: MyDataProps) {
  const name = work === undefined ? "" : shortNameIn(DATASETS, work.dataset);
  const style = work && drawingStyleOf(work.dataset);
  const { drawings } = mine;
  const drawnSheet = useMemo(() => work && drawings.length > 0 && sheetOf(drawings, work), [drawings, work]);
  return (
    <section className="card my-data" aria-labelledby="my-data" data-testid="my-data">
      <h2 id="my-data">My data</h2>
      {drawnSheet && (
        <figure className="drawn-by-me">
          <PictureSheet pictures={drawnSheet} label={`${drawnSheet.count} pictures that I drew`} />
          <figcaption>drawn by me</figcaption>
        </figure>
      )}
      {pictures ? (
        <figure>
          <PictureSheet
            pictures={pictures}
            label={`${pictures.count} of this worker's pictures from ${name}`}
          />
          <figcaption>dealt by the coordinator</figcaption>
        </figure>
      ) : (
        <p className="muted">waiting for my share of the data</p>
      )}
      {work && (
        <p className="small muted">
          {dataStory({ examples: work.examples, name, drawings: drawings.length, drawn })}{" "}
          {whatIsSent(work.batchSize)}
        </p>
      )}
      {work && style && (
        <Folded title="Draw my own data">
          {() => <DrawData key={work.dataset} work={work} style={style} {...mine} />}
        </Folded>
      )}
      {work && (
        <Folded title="What the coordinator can compute from my update">
          {() => <LookBack work={work} given={given} shown={shown} say={say} />}
        </Folded>
      )}
    </section>
  );
}

/** The last few drawings as one sheet. */
function sheetOf(
  drawings: Drawings["drawings"],
  { height, width, channels }: NonNullable<MyDataProps["work"]>,
) {
  const shown = drawings.slice(-SHOWN);
  const pixels = Uint8Array.from(shown.flatMap((drawing) => [...drawing.pixels]));
  return { count: shown.length, height, width, channels, pixels };
}
