/** Edits of the settings that are not applied yet. They outlive the form, so that closing it loses nothing. */
import { pageStore } from "../ui/pageStore";
import type { Draft, Typed } from "./draft";

export interface KeptEdits {
  edits: Draft["edits"];
  /** The run's config at the first edit; undefined without edits. */
  since?: object;
}

const NO_EDITS: KeptEdits = { edits: {} };

export const useKeptEdits = pageStore<KeptEdits>(NO_EDITS);

export function keepEdit(config: object, name: string, typed: Typed): void {
  useKeptEdits.setState(({ edits, since = config }) => ({ edits: { ...edits, [name]: typed }, since }));
}

export function keepEdits(config: object, edits: Draft["edits"]): void {
  useKeptEdits.setState(Object.keys(edits).length === 0 ? dropped : { edits, since: config });
}

export function dropEdits(): void {
  useKeptEdits.setState(dropped);
}

const dropped = { edits: {}, since: undefined };
