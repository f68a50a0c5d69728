/**
 * Loaded into the coordinator's process before its program (`node --import`): all its dates are ahead by the milliseconds that
 * a file holds. So they change while it runs, and are the same in its threads and at its next start.
 */
import { readFileSync } from "node:fs";

const file = new URL(import.meta.url).searchParams.get("file");
const SystemDate = Date;
const now = () => SystemDate.now() + Number(readFileSync(file, "utf8"));

globalThis.Date = new Proxy(SystemDate, {
  construct: (target, parts, as) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, as),
  apply: () => new SystemDate(now()).toString(),
  get: (target, name) => (name === "now" ? now : target[name]),
});
