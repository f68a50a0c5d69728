/** How many components each event may render, and the most that a page rendered. Pure. */
import type { Delivery } from "./renderProbe";

export interface Class {
  /** Workers. */
  m: number;
  /** Arms. */
  K: number;
}

/** An event renders only what it is about. */
export const RENDER_LIMITS: Readonly<Record<string, (of: Class) => number>> = {
  "round:opened": () => 5,
  "round:progress": () => 5,
  "round:closed": ({ m, K }) => m + 22 + 4 * K + 20,
  /** The bar's state and round. */
  "run:changed": () => 5,
  /** Roles and presence on the tiles, and the guard bar. */
  "workers:changed": ({ m }) => m + 5,
  "insight:map": () => 5,
  /** The rows of 22 rules, with the marks of their verdicts. */
  "insight:shadow": ({ K }) => 3 * 22 + K + 5,
};

export interface EventRenders {
  event: string;
  deliveries: number;
  most: number;
  /** The names of the delivery that rendered most, most often first. */
  names: string;
}

/** By event, in the order of the first delivery. */
export function rendersByEvent(deliveries: readonly Delivery[]): EventRenders[] {
  const events = [...new Set(deliveries.map(({ event }) => event))];
  return events.map((event) => {
    const own = deliveries.filter((delivery) => delivery.event === event);
    const worst = own.reduce((a, b) => (b.renders > a.renders ? b : a));
    const names = Object.entries(worst.names).sort(([, a], [, b]) => b - a);
    return {
      event,
      deliveries: own.length,
      most: worst.renders,
      names: names.map(([name, count]) => `${name} ${count}`).join(", "),
    };
  });
}
