/**
 * Entry of the compute thread: registers tsx, so that TypeScript can be imported, then imports the thread's module. On
 * Node 20 the hooks of `--import tsx` do not apply to a worker thread's entry.
 */
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(workerData.module);
