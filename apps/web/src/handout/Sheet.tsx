import type { HandoutSheet, Prediction } from "@honest-majority/lessons";
import { useId } from "react";
import { Sentence } from "../ui/Sentence";
import { Sketch } from "./Sketch";

/** One lesson on one A4 page. What grows with the page is the space to write. */
export function Sheet({ sheet }: { sheet: HandoutSheet }) {
  const { number, title, question, prediction, steps, rules, ask, idea, source } = sheet;
  const id = useId();
  return (
    <article className="sheet-a4" aria-labelledby={id}>
      <header className="sheet-head">
        <p>Honest Majority · Lesson {number}</p>
        <p className="fill-in">Group</p>
        <p className="fill-in">Date</p>
      </header>
      <div className="sheet-title">
        <h2 id={id}>{title}</h2>
        <p>{question}</p>
      </div>
      <section className="sheet-steps">
        <h3>What happens</h3>
        <ol>
          {steps.map((step) => (
            <li key={step}>
              <Sentence>{step}</Sentence>
            </li>
          ))}
        </ol>
      </section>
      {prediction !== undefined && <Predicted prediction={prediction} />}
      <section className="sheet-seen">
        <h3>What I see</h3>
        {rules.length > 0 && <Sketch rules={rules} />}
        <Lines count={5} />
      </section>
      <section className="sheet-ask">
        <h3>Questions</h3>
        <ol>
          {ask.map((each) => (
            <li key={each}>
              <div className="sheet-question">
                <p>
                  <Sentence>{each}</Sentence>
                </p>
                <Lines count={2} />
              </div>
            </li>
          ))}
        </ol>
      </section>
      <footer className="sheet-foot">
        <p>
          <strong>The idea.</strong> {idea}
        </p>
        <p>{source}</p>
      </footer>
    </article>
  );
}

function Predicted({ prediction }: { prediction: Prediction }) {
  const { at, question } = prediction;
  return (
    <section className="sheet-predicted">
      <h3>
        Step {at}: {prediction.kind === "who" ? "my votes" : "my prediction"}
      </h3>
      <p>{question}</p>
      {prediction.kind === "options" ? (
        <>
          <ul>
            {prediction.options.map((option) => (
              <li key={option}>
                <span className="tick-box" aria-hidden="true" />
                {option}
              </li>
            ))}
          </ul>
          <p className="fill-in">Because</p>
        </>
      ) : (
        Array.from({ length: prediction.turns }, (_, i) => `Vote ${i + 1}`).map((vote) => (
          <p key={vote} className="sheet-vote">
            <span className="fill-in">{vote}</span>
            <span className="fill-in">because</span>
          </p>
        ))
      )}
    </section>
  );
}

/** Lines to write on: as far from each other as the page has room for. */
function Lines({ count }: { count: number }) {
  return (
    <div className="write-lines" aria-hidden="true">
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <span key={i} />
      ))}
    </div>
  );
}
