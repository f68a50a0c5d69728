/** Many workers without pages, which answer at once: for tests of what a page shows of a whole class. */
import { type ForeignWorker, joinForeignWorker } from "./foreignWorker";

/** Joins one worker after another, so that their places have the order of their names. */
export async function joinCrowd(
  { url, room }: { url: string; room: string },
  names: readonly string[],
  backend = "foreign",
): Promise<ForeignWorker[]> {
  const workers: ForeignWorker[] = [];
  for (const [place, name] of names.entries()) {
    workers.push(await joinForeignWorker({ url, room, join: { name, backend }, update: updateFrom(place) }));
  }
  return workers;
}

/** All agree on one direction, and each is off it in one coordinate of its own; a malicious one sends the opposite, ten times as long. */
function updateFrom(place: number): NonNullable<Parameters<typeof joinForeignWorker>[0]["update"]> {
  return ({ length }, { role }) => {
    const scale = role.kind === "malicious" ? -10 : 1;
    return Float32Array.from({ length }, (_, i) => scale * (0.001 + (i % 61 === place ? 0.002 : 0)));
  };
}
