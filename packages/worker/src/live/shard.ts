import type { Examples } from "@honest-majority/learning";
import type { Assignment } from "@honest-majority/protocol";

type Shape = Pick<Assignment["shard"], "examples" | "height" | "width" | "channels" | "classes">;

/**
 * Reads a shard as the coordinator serves it: n label bytes, then n·h·w·c pixel bytes. The result shares `bytes`.
 *
 * @throws RangeError when the bytes do not make exactly the examples announced.
 */
export function parseShard(bytes: Uint8Array, shape: Shape): Examples {
  const { examples: count, height, width, channels, classes } = shape;
  const expected = count * (1 + height * width * channels);
  if (bytes.length !== expected) {
    throw new RangeError(
      `parseShard: ${count} examples of ${height}×${width}×${channels} take ${expected} bytes, got ${bytes.length}`,
    );
  }
  const labels = bytes.subarray(0, count);
  const bad = labels.findIndex((label) => label >= classes);
  if (bad >= 0) {
    throw new RangeError(`parseShard: labels must be below ${classes}, example ${bad} has ${labels[bad]}`);
  }
  return { count, height, width, channels, classes, labels, pixels: bytes.subarray(count) };
}

/** So many times it is asked for where others are being sent theirs. */
const TRIES = 30;
const TOO_MANY = 429;
const TRY_AGAIN_MS = 1_000;

export async function fetchShard(
  origin: string,
  { shard }: Assignment,
  token: string,
  sleep: (ms: number) => Promise<void>,
): Promise<Examples> {
  const url = new URL(shard.path, origin);
  for (let tries = 1; ; tries++) {
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
    if (answer.ok) return parseShard(new Uint8Array(await answer.arrayBuffer()), shard);
    const text = (await answer.text()).slice(0, 200);
    if (answer.status !== TOO_MANY || tries === TRIES)
      throw new Error(`the coordinator answered ${answer.status} for this worker's data: ${text}`);
    await sleep(TRY_AGAIN_MS);
  }
}
