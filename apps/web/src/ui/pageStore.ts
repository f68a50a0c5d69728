import { createStore, type StoreApi, useStore } from "zustand";

export type PageStore<State> = Omit<StoreApi<State>, "getInitialState"> &
  (<Part>(selector: (state: State) => Part) => Part);

/**
 * A store and its hook. When React renders to text, zustand uses a store's initial state. Only tests render these pages to
 * text, and they need the current state.
 */
export function pageStore<State>(initial: State): PageStore<State> {
  const store = createStore<State>()(() => initial);
  store.getInitialState = store.getState;
  return Object.assign(<Part>(selector: (state: State) => Part) => useStore(store, selector), store);
}

/** For a selector that makes an object or an array: with the same parts as before it counts as unchanged. */
export { useShallow } from "zustand/react/shallow";
