import { type ComponentType, createElement, lazy, type ReactNode, Suspense } from "react";

const loads: (() => Promise<unknown>)[] = [];

/**
 * A part of a page whose code is loaded when the part is first shown, so that the page itself is there sooner.
 * `fallback` is shown until then.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: ReactNode = null,
): ComponentType<Props> {
  loads.push(load);
  const Part = lazy(async (): Promise<{ default: ComponentType<Props> }> => {
    try {
      return { default: await load() };
    } catch {
      return { default: NotLoaded };
    }
  });
  return (props: Props) => <Suspense fallback={fallback}>{createElement(Part, props)}</Suspense>;
}

/** Loads the code of all parts, so that they open at once, and also while the coordinator is away. */
export function loadParts(): void {
  for (const load of loads) load().catch(() => undefined); // tried again when the part is shown
}

function NotLoaded() {
  return (
    <p className="small muted">
      This part of the page did not load. Reload the page when the coordinator is back.
    </p>
  );
}
