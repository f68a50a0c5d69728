/**
 * Where the compute thread begins: teaches it TypeScript, then loads the module it is for. On Node 20 the hooks of
 * `--import tsx` do not reach a worker thread's own entry, whoever started the process.
 */
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(workerData.module);
