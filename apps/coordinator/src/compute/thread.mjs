/**
 * Entry of the compute thread in a clone: registers tsx, so that TypeScript can be imported, then imports the thread. On
 * Node 20 the hooks of `--import tsx` do not apply to a worker thread's entry.
 */
import { register } from "tsx/esm/api";

register();
await import("./thread.ts");
