/** Shows the progress of a long task: rewrites one line on a terminal, prints a line now and then to a log. */
import type { Display } from "@honest-majority/lab";

const LOG_EVERY_MS = 10_000;
const WIPE = "\r\u001b[2K";

export function display({
  isTerminal,
  write,
  now,
}: {
  isTerminal: boolean;
  write: (text: string) => void;
  /** Returns the time in milliseconds. */
  now: () => number;
}): Display {
  let shown = "";
  let last = Number.NEGATIVE_INFINITY;
  return {
    show(line) {
      if (line === shown) return;
      if (isTerminal) {
        write(`${WIPE}${line}`);
        shown = line;
      } else if (now() - last >= LOG_EVERY_MS) {
        write(`${line}\n`);
        last = now();
      }
    },
    say(line) {
      write(`${shown === "" ? "" : WIPE}${line}\n`);
      shown = "";
    },
  };
}

export function displayOn(stream: { isTTY?: boolean; write: (text: string) => unknown }): Display {
  return display({
    isTerminal: stream.isTTY === true,
    write: (text) => void stream.write(text),
    now: () => performance.now(),
  });
}
