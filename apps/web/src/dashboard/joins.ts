/** The words for a join address. */
import type { JoinAddress } from "@honest-majority/protocol";

export const NO_NETWORK = "The coordinator is on no network: join on its own machine.";

/** As a student types it: http may be left out, https may not. */
export function typedAddress({ url }: JoinAddress): string {
  return url.replace(/^http:\/\//, "");
}

/** "Wi-Fi · 192.168.1.5" */
export function nameOfJoin({ reach, network, host }: JoinAddress): string {
  if (reach === "machine") return `this machine alone · ${host}`;
  return network === undefined ? host : `${network} · ${host}`;
}
