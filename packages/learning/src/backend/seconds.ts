/**
 * Calls a function about once a second, as `setInterval` does, until the returned function is called. A second in which the
 * thread is busy or the machine sleeps may not count.
 */
export type EverySecond = (what: () => void) => () => void;

/**
 * What the work resolves to, and in how many seconds.
 *
 * @throws what the work rejects with, or an Error when it has not settled after `limit` seconds.
 */
export async function withinSeconds<Result>(
  limit: number,
  everySecond: EverySecond,
  work: Promise<Result>,
): Promise<{ result: Result; seconds: number }> {
  let seconds = 0;
  let stop = () => {};
  const tooLong = new Promise<never>((_, reject) => {
    stop = everySecond(() => {
      seconds++;
      if (seconds >= limit) reject(new Error(`it did not answer within ${limit} s`));
    });
  });
  try {
    return { result: await Promise.race([work, tooLong]), seconds };
  } finally {
    stop();
  }
}
