import type { ImageShape } from "@honest-majority/learning/facts";
import { useMemo } from "react";
import type { ComparedPicture } from "../learner/messages";
import { PictureSheet } from "../worker/drawing/PictureSheet";

export interface PairProps {
  picture: ComparedPicture;
  /** Of its class, for a person. */
  name: string;
  shape: ImageShape;
}

/** A true picture, and beside it the one that was computed from an update. */
export function Pair({ picture: { pixels, found }, name, shape }: PairProps) {
  const sheet = useMemo(() => pairSheet([pixels, found?.pixels], shape), [pixels, found, shape]);
  const said =
    found === undefined ? "nothing left" : `${found.isRecovered ? "✓ " : ""}${found.correlation.toFixed(2)}`;
  return (
    <figure className="view-pair" data-recovered={found?.isRecovered ?? false}>
      <PictureSheet
        fill
        pictures={sheet}
        label={
          found === undefined
            ? `true ${name}; no computed picture is left for it`
            : `true ${name}; beside it the computed one, ${found.isRecovered ? "recovered" : "not recovered"}`
        }
      />
      <figcaption>
        {name} <span className="tabular">{said}</span>
      </figcaption>
    </figure>
  );
}

/** Pictures side by side; a missing one is black. */
export function pairSheet(
  pictures: readonly (Uint8Array | undefined)[],
  { height, width, channels }: ImageShape,
) {
  const size = height * width * channels;
  const pixels = new Uint8Array(pictures.length * size);
  pictures.forEach((picture, i) => {
    if (picture !== undefined) pixels.set(picture, i * size);
  });
  return { count: pictures.length, height, width, channels, pixels };
}
