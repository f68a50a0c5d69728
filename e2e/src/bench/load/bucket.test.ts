import { expect, test } from "vitest";
import { TokenBucket } from "./bucket";

/** A clock whose time passes when told so. */
function steppedClock() {
  let now = 0;
  let due: { at: number; callback: () => void }[] = [];
  return {
    now: () => now,
    after: (ms: number, callback: () => void) => due.push({ at: now + ms, callback }),
    pass(ms: number) {
      for (const end = now + ms; now < end; ) {
        now++;
        const ripe = due.filter(({ at }) => at <= now);
        due = due.filter(({ at }) => at > now);
        for (const { callback } of ripe) callback();
      }
    },
  };
}

/** A connection that always has more to send, in pieces of `size` bytes. */
function endless(bucket: TokenBucket, size: number) {
  const count = { bytes: 0 };
  const next = () =>
    bucket.take(size, () => {
      count.bytes += size;
      next();
    });
  next();
  return count;
}

test("both directions together pass at the rate", () => {
  const clock = steppedClock();
  const bucket = new TokenBucket(8_000_000, clock); // 1,000 bytes a millisecond
  const connections = [1_000, 1_000, 3_000].map((size) => endless(bucket, size));
  clock.pass(1_000);
  const all = connections.reduce((sum, { bytes }) => sum + bytes, 0);
  // 1 MB in a second, besides the first 20 ms at once and one piece beyond what is left
  expect(all).toBeGreaterThanOrEqual(980_000);
  expect(all).toBeLessThanOrEqual(1_000_000 + 20_000 + 3_000);
});

test("equal pieces share the rate equally, however many ask", () => {
  const clock = steppedClock();
  const bucket = new TokenBucket(8_000_000, clock);
  const connections = Array.from({ length: 7 }, () => endless(bucket, 1_000));
  clock.pass(100); // what passed at once was the first one's alone
  const before = connections.map(({ bytes }) => bytes);
  clock.pass(500);
  const since = connections.map(({ bytes }, i) => bytes - before[i]);
  expect(Math.max(...since) - Math.min(...since)).toBeLessThanOrEqual(1_000);
  expect(Math.min(...since)).toBeGreaterThanOrEqual(500_000 / 7 - 5_000);
});

test("after a pause no more than 20 ms of the rate pass at once", () => {
  const clock = steppedClock();
  const bucket = new TokenBucket(8_000_000, clock);
  clock.pass(10_000);
  const connection = endless(bucket, 1_000);
  expect(connection.bytes).toBe(20_000);
  clock.pass(100);
  expect(connection.bytes).toBeGreaterThanOrEqual(115_000);
  expect(connection.bytes).toBeLessThanOrEqual(121_000);
});
