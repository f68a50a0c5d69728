/**
 * The test files of a process share tfjs, and modules that chose a backend once: each file leaves the backend that it found.
 * Another backend rounds otherwise, so results would depend on which files ran before.
 */
import { getBackend, setBackend } from "@tensorflow/tfjs-core";
import { afterAll } from "vitest";

const found = getBackend() as string | undefined;
afterAll(async () => {
  if (found !== undefined && getBackend() !== found) await setBackend(found);
});
