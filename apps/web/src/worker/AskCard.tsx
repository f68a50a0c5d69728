import { lazyPart } from "../ui/lazyPart";
import type { AskModelProps } from "./drawing/AskModel";
import { Folded } from "./Folded";

const AskModel = lazyPart(
  async () => (await import("./drawing/AskModel")).default,
  <p className="muted">loading</p>,
);

/** "Ask the model", while a run gives models to ask. */
export function AskCard({
  work,
  ...rest
}: Omit<AskModelProps, "work"> & Partial<Pick<AskModelProps, "work">>) {
  return (
    <section className="card" aria-labelledby="ask">
      <h2 id="ask">Ask the model</h2>
      {work === undefined ? (
        <p className="muted">Waiting for the coordinator.</p>
      ) : (
        <Folded title="Show the models a picture">
          {() => <AskModel key={work.dataset} work={work} {...rest} />}
        </Folded>
      )}
    </section>
  );
}
