import { describeDuration } from "../describeProgress";

/** The duration of a preset whose work is not a sweep, for its caption. Old results have none. */
export function wallClock(seconds: number | undefined): string {
  return seconds === undefined
    ? "its duration was not recorded"
    : `wall-clock time ${describeDuration(seconds)}, waits for busy cores included`;
}
