/** Who shows pictures to the class, and whose are on the projector. Pure: a state, an event, and the next state or a refusal. */
import { LIMITS, type Refusal, refuse, type ShownPictures } from "@honest-majority/protocol";

/** The pictures of one worker. They belong to the connection over which they came: whoever comes back has to show them again. */
export interface Showing extends Omit<ShownPictures, "projected" | "worker"> {
  worker: string;
  connection: string | undefined;
  bytes: Uint8Array;
}

export interface ShowingState {
  /** In the order in which they came. */
  all: readonly Showing[];
  /** The id of those on the projector. */
  projected?: string;
}

export type ShowingEvent =
  | { kind: "show"; showing: Showing }
  | { kind: "take-back"; worker: string }
  /** Workers have come or gone. `connections`: of those that are here. */
  | { kind: "members"; connections: ReadonlyMap<string, string | undefined> }
  /** `secret`: the class may not see roles, and pictures may tell one. Without an id, none is projected. */
  | { kind: "project"; id?: string; secret: boolean }
  /** The class may no longer see roles. */
  | { kind: "hide" };

export const NONE_SHOWN: ShowingState = { all: [] };

export function stepShowing(state: ShowingState, event: ShowingEvent): ShowingState | Refusal {
  switch (event.kind) {
    case "show":
      return show(state, event.showing);
    case "take-back":
      return only(state, ({ worker }) => worker !== event.worker);
    case "members":
      return only(
        state,
        ({ worker, connection }) =>
          event.connections.has(worker) && event.connections.get(worker) === connection,
      );
    case "project":
      return project(state, event);
    case "hide":
      return state.projected === undefined ? state : { all: state.all };
    default:
      return event satisfies never;
  }
}

/** In place of what the worker shows. Other pictures go to the projector only when the teacher puts them there. */
function show(state: ShowingState, showing: Showing): ShowingState | Refusal {
  const others = only(state, ({ worker }) => worker !== showing.worker);
  const { most } = LIMITS.showing;
  if (others.all.length >= most)
    return refuse("too-many", `${most} workers show pictures: wait until one of them takes them back`);
  return { ...others, all: [...others.all, showing] };
}

function project(
  state: ShowingState,
  { id, secret }: Extract<ShowingEvent, { kind: "project" }>,
): ShowingState | Refusal {
  if (id === undefined) return { all: state.all };
  if (!state.all.some((showing) => showing.id === id)) return NOT_SHOWN;
  if (secret)
    return refuse(
      "wrong-phase",
      "roles are secret, and pictures may tell the role of their worker: reveal the roles first",
    );
  return { ...state, projected: id };
}

function only(state: ShowingState, stays: (showing: Showing) => boolean): ShowingState {
  const all = state.all.filter(stays);
  if (all.length === state.all.length) return state;
  return all.some(({ id }) => id === state.projected) ? { ...state, all } : { all };
}

export const NOT_SHOWN = refuse("not-shown", "these pictures are not shown any more");
