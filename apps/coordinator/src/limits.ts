import { MODELS, parameterCount } from "@honest-majority/learning";
import type { ModelName } from "@honest-majority/protocol";

/** The largest images of any data set (CIFAR-10's), and the largest number of arms in a config. */
const LARGEST_PICTURE = { height: 32, width: 32, channels: 3 };
const MOST_ARMS = 8;
const HEADERS_BYTES = 64 * 1024;

/**
 * The longest message that a worker may send, from the largest K·d: socket.io's own limit of 1 MB cuts the
 * connections of larger models without saying why. It is set when the transport starts, before any run is known.
 */
export function longestMessageBytes(): number {
  const largest = Math.max(
    ...(Object.keys(MODELS) as ModelName[]).map((model) => parameterCount(model, LARGEST_PICTURE, 10)),
  );
  return MOST_ARMS * largest * 4 + HEADERS_BYTES;
}
