import { useMemo } from "react";
import { nameOfClass } from "../worker/drawing/classes";
import { PictureSheet } from "../worker/drawing/PictureSheet";
import { labelsSentence, recoveredSentence, verdictSentence } from "./describe";
import { Pair, pairSheet } from "./Pair";
import { VIEWED, type ViewAnswer, type ViewRequest } from "./request";
import type { Viewing } from "./useView";

/** The pictures of the batch, each beside the one that was computed from the update. */
export function Recovered({ viewing, request }: { viewing: Viewing; request: ViewRequest }) {
  const { answer, isComputing, error } = viewing;
  if (error !== undefined) {
    return (
      <p className="notice" role="alert">
        The page could not compute it: {error}. Reload the page, or try another browser.
      </p>
    );
  }
  return (
    <section className="card recovered" aria-labelledby="recovered" aria-busy={isComputing}>
      <h2 id="recovered">True pictures, and beside them those computed from the update</h2>
      {answer === undefined ? (
        <p className="muted">computing</p>
      ) : (
        <>
          <div role="status" data-testid="recovered" className="view-status">
            <p className="figure">{recoveredSentence(answer)}</p>
            <p>{labelsSentence(answer)}</p>
            <p>{verdictSentence(answer, request)}</p>
          </div>
          <ul className="view-pairs" data-many={answer.pictures.length > 12}>
            {answer.pictures.map((picture, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a picture is its place in the batch
              <li key={i}>
                <Pair
                  picture={picture}
                  name={`${picture.isDrawn ? "my " : ""}${nameOfClass(VIEWED.dataset, picture.label)}`}
                  shape={answer}
                />
              </li>
            ))}
          </ul>
          {answer.together && <Together answer={answer} together={answer.together} />}
        </>
      )}
    </section>
  );
}

interface TogetherProps {
  answer: ViewAnswer;
  together: NonNullable<ViewAnswer["together"]>;
}

/** A cleverer coordinator, which uses that a batch of one shows every unit the same picture. */
function Together({ answer: shape, together }: TogetherProps) {
  const [{ pixels }] = shape.pictures;
  const sheet = useMemo(() => pairSheet([pixels, together.pixels], shape), [pixels, together, shape]);
  return (
    <div className="view-together">
      <figure className="view-pair" data-recovered={together.correlation > 0.8}>
        <PictureSheet fill pictures={sheet} label="The true picture, and the one from all units together" />
        <figcaption>
          all units <span className="tabular">{together.correlation.toFixed(2)}</span>
        </figcaption>
      </figure>
      <p>
        <strong>A cleverer coordinator.</strong> With one picture in the batch, every unit shows the same one.
        Taking all units together averages their noise out: noise that stops the division at each single unit
        may not stop this.
      </p>
    </div>
  );
}
