import { epsilonOf, multiplierFor } from "@honest-majority/learning/privacy";
import { useState } from "react";
import { formatNumber } from "../ui/format";
import { MEASURED } from "./measured";
import { StepSlider } from "./StepSlider";

const ROUNDS: readonly number[] = [1, 10, 50, 100, 200, 500, 1000];
const BUDGETS: readonly number[] = [0.5, 1, 2, 4, 8, 16, 32];
const DELTA = 1e-5;

/** What differential privacy would cost: the noise of a budget, and the accuracy that was measured at such noise. */
export function Budget({ clip, noise }: { clip: number; noise: number }) {
  const [rounds, setRounds] = useState(200);
  const [budget, setBudget] = useState(8);
  const run = { share: 1, rounds, delta: DELTA };
  const bound = clip > 0 ? clip : 1;
  const needed = 2 * bound * multiplierFor(budget, run);
  return (
    <section className="card" aria-labelledby="budget">
      <h2 id="budget">What would a promise cost?</h2>
      <p>
        Differential privacy is a promise: whatever anybody computes from all updates of a worker, it says at
        most so much about the data. Its budget is ε. At ε = 1 it is strong; at 8 many call it weak; in the
        thousands it says nothing. Clipping to C bounds how far any data can move an update, 2C; noise of
        deviation σ on each number hides such a move.
      </p>
      <div className="view-controls">
        <StepSlider label="Rounds" steps={ROUNDS} value={rounds} says={String(rounds)} onChange={setRounds} />
        <StepSlider
          label="Budget ε"
          steps={BUDGETS}
          value={budget}
          says={String(budget)}
          onChange={setBudget}
        />
      </div>
      <ul className="plain-list" data-testid="budget">
        <li>{nowSentence({ clip, noise, rounds })}</li>
        <li>
          For ε = {budget} over {rounds} {rounds === 1 ? "round" : "rounds"}, C = {bound} would need σ ={" "}
          <strong className="tabular">{formatNumber(needed)}</strong> (δ = 0.00001, all data of the worker).
        </li>
      </ul>
      <div className="table-scroll">
        <table>
          <caption>{MEASURED.caption}</caption>
          <thead>
            <tr>
              <th scope="col">σ, at C = {MEASURED.clip}</th>
              <th scope="col">Test accuracy</th>
              <th scope="col">ε, at most</th>
            </tr>
          </thead>
          <tbody>
            {MEASURED.rows.map(({ noise, accuracy, deviation }) => (
              <tr key={noise}>
                <th scope="row">{noise}</th>
                <td>
                  {accuracy.toFixed(1)} ± {deviation.toFixed(1)} %
                </td>
                <td>{noise === 0 ? "no bound" : shownEpsilon(MEASURED.clip, noise, MEASURED.rounds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small muted">
        Accounted as Rényi differential privacy of the Gaussian mechanism (Mironov et al. 2019), for all the
        data of one worker, noise drawn in secret, and a coordinator that sees every update. Adding the
        updates up before anybody sees them (secure aggregation) would need less noise at each worker, but a
        robust rule must see them one by one.
      </p>
    </section>
  );
}

function nowSentence({ clip, noise, rounds }: { clip: number; noise: number; rounds: number }): string {
  if (noise === 0) return "Now: no noise, so there is no bound at all.";
  if (clip === 0)
    return "Now: no clipping, so one picture could move the update by any amount. There is no bound.";
  return `Now: C = ${clip} and σ = ${noise} over ${rounds} ${rounds === 1 ? "round" : "rounds"} give ε = ${shownEpsilon(clip, noise, rounds)}.`;
}

function shownEpsilon(clip: number, noise: number, rounds: number): string {
  const epsilon = epsilonOf({ share: 1, multiplier: noise / (2 * clip), rounds, delta: DELTA });
  return epsilon >= 100 ? Math.round(epsilon).toLocaleString("en") : epsilon.toPrecision(2);
}
