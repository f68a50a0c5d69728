/** The source of what `auto` leaves out, from the report of the lab's preset `codecs`. */
import type { Loss } from "@honest-majority/protocol";

export const LOSSES_PATH = "packages/protocol/src/codecs/losses.ts";

/** `report`: the losses as JSON; unset while there are no finished runs, of which none loses anything. */
export function codecLosses(report = "[]"): string {
  const losses: Loss[] = JSON.parse(report);
  return `/** Written by \`npm run docs\` from the runs in docs/results: change those, then run it. */
import type { Loss } from "./loss";

// biome-ignore format: one loss a line
export const LOSSES: readonly Loss[] = [${losses.map((loss) => `\n  ${literal(loss)},`).join("")}${losses.length > 0 ? "\n" : ""}];
`;
}

function literal({ rule, codec, loses }: Loss): string {
  const fields = Object.entries({ rule, codec, loses });
  return `{ ${fields.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", ")} }`;
}
