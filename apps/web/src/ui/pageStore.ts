import { createStore, type StoreApi, useStore } from "zustand";

export type PageStore<State> = Omit<StoreApi<State>, "getInitialState"> &
  (<Part>(selector: (state: State) => Part) => Part);

/**
 * A store and its hook. Where React renders to text, zustand shows a store's initial state; these pages are rendered in
 * the browser alone, and to text only by tests, which want the present one.
 */
export function pageStore<State>(initial: State): PageStore<State> {
  const store = createStore<State>()(() => initial);
  store.getInitialState = store.getState;
  return Object.assign(<Part>(selector: (state: State) => Part) => useStore(store, selector), store);
}

/** For a selector that makes an object or an array: with the same parts as before it counts as unchanged. */
export { useShallow } from "zustand/react/shallow";
