/** Loaded into the coordinator's process before its program (`node --expose-gc --import`): collects its garbage when the parent asks. */
import process from "node:process";
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.send !== undefined) {
  process.on("message", () => {
    globalThis.gc();
    process.send("collected");
  });
  process.channel?.unref(); // the program ends as it would without this
}
