/** One press of Ctrl-C arrives two or three times: the terminal sends it to every process, and npm and tsx pass it on. */
const ONE_PRESS_MS = 1_000;

/** A handler for stop signals: the first press closes in order, a second one ends at once. */
export function stopper({
  close,
  exit,
  report,
  now,
}: {
  close: () => Promise<void>;
  exit: (code: number) => void;
  report: (line: string) => void;
  now: () => number;
}): () => void {
  let stoppingSince: number | undefined;
  return () => {
    if (stoppingSince !== undefined) {
      if (now() - stoppingSince > ONE_PRESS_MS) exit(1);
      return;
    }
    stoppingSince = now();
    close().then(
      () => exit(0),
      (error: Error) => {
        report(error.message);
        exit(1);
      },
    );
  };
}
