import type { LearnerView, Work } from "@honest-majority/worker/view";
import { Pair } from "../coordinatorView/Pair";
import type { GivenAway, ToLearner } from "../learner/messages";
import { nameOfClass } from "./drawing/classes";
import { ShowClass } from "./ShowClass";
import "../style/coordinatorView.css";

export interface LookBackProps {
  work: Work;
  given: GivenAway | null | undefined;
  shown: LearnerView["shown"];
  say(message: ToLearner): void;
}

/** What the coordinator can compute from this worker's last update, computed in this page. */
export default function LookBack({ work, given, shown, say }: LookBackProps) {
  return (
    <div className="look-back">
      <p className="small muted">
        This page computes it from the update that it sent last. Nothing more is sent, and nobody else sees it
        unless you show it.
      </p>
      <button type="button" className="button" onClick={() => say({ kind: "look" })}>
        Look at my last update
      </button>
      {given === null && (
        <p role="status">
          There is nothing to show: no update was sent yet, or this model does not begin with a dense layer.
        </p>
      )}
      {given && (
        <>
          <p role="status" data-testid="given-away">
            Round {given.round}: {Math.round(given.share * given.pictures.length)} of {given.pictures.length}{" "}
            pictures recovered. Left the true one, right the computed one.
          </p>
          <ul className="view-pairs" data-many="true">
            {given.pictures.map((picture, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a picture is its place in the batch
              <li key={i}>
                <Pair picture={picture} name={nameOfClass(work.dataset, picture.label)} shape={given} />
              </li>
            ))}
          </ul>
        </>
      )}
      <ShowClass given={given} shown={shown} say={say} />
    </div>
  );
}
