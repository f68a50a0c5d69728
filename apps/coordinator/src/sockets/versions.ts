import { PROTOCOL_VERSION, type Refusal, refuse } from "@honest-majority/protocol";

/** The refusal of a client with another protocol version; undefined for ours. */
export function refusesVersion(version: number): Refusal | undefined {
  if (version === PROTOCOL_VERSION) return undefined;
  return refuse(
    "wrong-version",
    `the coordinator speaks protocol ${PROTOCOL_VERSION}, version ${version} came: reload the page`,
  );
}
