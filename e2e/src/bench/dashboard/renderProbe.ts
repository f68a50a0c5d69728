/**
 * Counts, in a page, which React components render after each message of the dashboard's socket. It uses the hook of the
 * React DevTools, to which production builds report their commits too.
 */

/** The components that rendered after one message and before the next. */
export interface Delivery {
  /** "round:closed" */
  event: string;
  renders: number;
  /** How often each rendered, by its name; names are short where the build is minified. */
  names: Record<string, number>;
}

declare global {
  var __deliveries: Delivery[] | undefined;
  var __REACT_DEVTOOLS_GLOBAL_HOOK__: object | undefined;
}

interface Fiber {
  tag: number;
  flags: number;
  type: { name?: string; displayName?: string; render?: { name?: string }; type?: { name?: string } } | null;
  child: Fiber | null;
  sibling: Fiber | null;
  alternate: Fiber | null;
}

/** Runs in the page, before anything of the page does; refers to nothing outside itself. */
export function installRenderProbe(): void {
  /** React's tags of function, class, forwardRef and plain memo components. A memo with a comparison has one of these inside. */
  const COMPONENTS = [0, 1, 11, 15];
  /** React's flag of a component that was called in this commit. */
  const PERFORMED_WORK = 1;

  let now: Delivery = { event: "load", renders: 0, names: {} };
  globalThis.__deliveries = [now];

  const count = ({ type }: Fiber) => {
    const name = type?.displayName ?? type?.name ?? type?.render?.name ?? type?.type?.name ?? "?";
    now.renders++;
    now.names[name] = (now.names[name] ?? 0) + 1;
  };
  const isComponent = ({ tag }: Fiber) => COMPONENTS.includes(tag);
  const mounted = (fiber: Fiber) => {
    if (isComponent(fiber)) count(fiber);
    for (let child = fiber.child; child !== null; child = child.sibling) mounted(child);
  };
  const updated = (fiber: Fiber, before: Fiber) => {
    if (isComponent(fiber) && (fiber.flags & PERFORMED_WORK) !== 0) count(fiber);
    if (fiber.child === before.child) return; // nothing below was visited
    for (let child = fiber.child; child !== null; child = child.sibling)
      if (child.alternate === null) mounted(child);
      else updated(child, child.alternate);
  };
  globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    renderers: new Map(),
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberRoot(_: number, { current }: { current: Fiber }) {
      if (current.alternate === null) mounted(current);
      else updated(current, current.alternate);
    },
    onCommitFiberUnmount() {},
  };

  globalThis.WebSocket = class extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        const event = /^42\/dashboard,\d*\["([^"]+)"/.exec(String(data))?.[1];
        if (event === undefined) return;
        now = { event, renders: 0, names: {} };
        globalThis.__deliveries?.push(now);
      });
    }
  };
}
