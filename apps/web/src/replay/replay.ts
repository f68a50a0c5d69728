/** The record that the page replays, and where it is in it. The dashboard's panels read the state of that moment. */
import type { RunRecord } from "@honest-majority/records";
import { NOTHING_YET } from "../dashboard/state";
import { useDashboard } from "../dashboard/store";
import { pageStore } from "../ui/pageStore";
import type { LoadedPart } from "./loadRecord";
import { mayReveal, stateAt, steppedTo } from "./replayState";

/** Rounds a second. */
export const SPEEDS = { "½ ×": 0.5, "1 ×": 1, "4 ×": 4, "16 ×": 16 } as const;
export type Speed = keyof typeof SPEEDS;

export interface Replay {
  record?: RunRecord;
  /** Which part of a file this is, if the file has more. */
  place?: Omit<LoadedPart, "record">;
  /** How many rounds are shown. */
  shown: number;
  playing: boolean;
  speed: Speed;
  /** A person at this screen asked for the verdicts. */
  revealed: boolean;
}

export const useReplay = pageStore<Replay>({ shown: 0, playing: false, speed: "4 ×", revealed: false });

export function openRecord({ record, ...place }: LoadedPart): void {
  useReplay.setState({
    record,
    place: place.of > 1 ? place : undefined,
    shown: 0,
    playing: false,
    revealed: false,
  });
  useDashboard.setState(stateAt(record, 0));
}

export function closeRecord(): void {
  useReplay.setState({ record: undefined, place: undefined, shown: 0, playing: false });
  useDashboard.setState({ ...NOTHING_YET, room: undefined });
}

/** Shows the first `wanted` rounds, or as many as there are. */
export function seek(wanted: number): void {
  const { record, shown: before, revealed } = useReplay.getState();
  if (record === undefined) return;
  const shown = Math.min(record.rounds.length, Math.max(0, Math.round(wanted)));
  if (shown === before) return;
  const state =
    shown === before + 1
      ? steppedTo(useDashboard.getState(), record, shown, revealed)
      : stateAt(record, shown, revealed);
  useDashboard.setState(withoutGone(state));
  useReplay.setState({ shown, playing: useReplay.getState().playing && shown < record.rounds.length });
}

/** A store keeps what a new state leaves out. */
const withoutGone = <State extends object>(state: State) => ({
  last: undefined,
  measured: undefined,
  map: undefined,
  shadow: undefined,
  ...state,
});

/** Plays, from the start if it is at the end; or stops. */
export function togglePlaying(): void {
  const { record, shown, playing } = useReplay.getState();
  if (record === undefined) return;
  if (!playing && shown === record.rounds.length) seek(0);
  useReplay.setState({ playing: !playing });
}

export function setSpeed(speed: Speed): void {
  useReplay.setState({ speed });
}

/** Shows the verdicts, or hides them again, where they tell nothing that the run kept secret. */
export function toggleRevealed(): void {
  const { record, shown, revealed } = useReplay.getState();
  if (record === undefined || !mayReveal(record)) return;
  useReplay.setState({ revealed: !revealed });
  useDashboard.setState({ class: stateAt(record, shown, !revealed).class });
}
