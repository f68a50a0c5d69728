import { type ComponentType, createElement, lazy, type ReactNode, Suspense } from "react";
import { arrived } from "../load/arrived";
import { Boundary } from "./Boundary";

const loads: (() => Promise<unknown>)[] = [];

/**
 * A part of a page whose code is loaded when the part is first shown, so that the page itself is there sooner.
 * `fallback` is shown until then. A part that does not load, or throws, takes nothing else of the page with it.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: ReactNode = null,
): ComponentType<Props> {
  loads.push(load);
  const Part = lazy(async () => ({ default: await arrived(load) }));
  return (props: Props) => (
    <Boundary instead={() => <PartFailed />}>
      <Suspense fallback={fallback}>{createElement(Part, props)}</Suspense>
    </Boundary>
  );
}

/** Loads the code of all parts, so that they open at once, and also while the coordinator is away. */
export function loadParts(): void {
  for (const load of loads) load().catch(() => undefined); // tried again when the part is shown
}

function PartFailed() {
  return (
    <div className="part-failed small muted" role="alert">
      <p>This part of the page did not load. Load the page again when the coordinator is back.</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        Load again
      </button>
    </div>
  );
}
