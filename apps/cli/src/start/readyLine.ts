/** The last line of the start, for programs that start a coordinator and wait for it. */
import type { Coordinator } from "@honest-majority/coordinator";

type Facts = Pick<Coordinator, "port" | "httpsPort" | "room" | "instructorToken"> & {
  others: readonly Pick<Coordinator, "room" | "instructorToken">[];
};

/** Holds the keys only with `printKey`: logs are kept and shown. */
export function readyLine({ port, httpsPort, others, ...first }: Facts, printKey: boolean): string {
  const described = ({ room, instructorToken: token }: Facts["others"][number]) =>
    printKey ? { room, token } : { room };
  const rooms = [first, ...others].map(described);
  return `ready ${JSON.stringify({ port, httpsPort, ...rooms[0], rooms })}`;
}
