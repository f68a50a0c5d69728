import { PROTOCOL_VERSION, type Refusal, refuse } from "@honest-majority/protocol";
import type { Handler } from "./requests";

/** Refuses a client of another protocol version before its request is parsed, which may have other fields. */
export function ofThisVersion(handle: Handler): Handler {
  return (args) => refusesVersion(args[0]) ?? handle(args);
}

/** Undefined for our version, and for a request that names none: its schema refuses that. */
function refusesVersion(request: unknown): Refusal | undefined {
  if (typeof request !== "object" || request === null || !("protocol" in request)) return undefined;
  const { protocol } = request;
  if (protocol === PROTOCOL_VERSION || typeof protocol !== "number") return undefined;
  return refuse(
    "wrong-version",
    `the coordinator speaks protocol ${PROTOCOL_VERSION}, version ${protocol} came: reload the page, or update your worker`,
  );
}
