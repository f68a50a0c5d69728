/** What a run and its room tell dashboards, as each of them may see it, and in the form in which it is sent. */
import type { Outbox, ToDashboards } from "@honest-majority/conductor";
import {
  type CoordinatorToDashboard,
  closedRound,
  openRound,
  type RoundProgress,
  type RoundRecord,
  type WorkerView,
} from "@honest-majority/protocol";
import { argumentsWithoutNames } from "./withoutNames";

export interface DashboardOutboxParts {
  outbox: Outbox<CoordinatorToDashboard>;
  /** Whether the instructor's dashboards, or the others, may see roles, and names. */
  showsTruth(instructor: boolean): boolean;
  showsNames(instructor: boolean): boolean;
  /** Who is in the room. */
  workers(): readonly Pick<WorkerView, "id" | "index">[];
  /** Tells the dashboards whose place is whose, before a message that names places. */
  tellPlaces(): void;
}

export function dashboardOutbox(parts: DashboardOutboxParts): Outbox {
  const { outbox, showsTruth, showsNames, workers, tellPlaces } = parts;

  /** How the first argument of an event is sent, where it has workers' ids in it. */
  const sent: { [Event in keyof ToDashboards]?: (first: never) => unknown } = {
    "round:opened": (progress: RoundProgress) => openRound(progress, workers()),
    "round:progress": (progress: RoundProgress) => openRound(progress, workers()),
    "round:closed": (record: RoundRecord) => closedRound(record, workers()),
  };

  return {
    ...outbox,
    toDashboards(event, compose) {
      const form = sent[event] as ((first: unknown) => unknown) | undefined;
      if (form !== undefined) tellPlaces();
      // what all may see is one object for all of them, and is encoded once
      const formOf = form === undefined ? (first: unknown) => first : onceForEach(form);
      outbox.toDashboards(event, (instructor) => {
        const args = compose(showsTruth(instructor));
        if (args === undefined) return undefined;
        const [first, ...rest] = (
          showsNames(instructor) ? args : argumentsWithoutNames(event, args)
        ) as unknown[];
        return [formOf(first), ...rest] as Parameters<CoordinatorToDashboard[typeof event]>;
      });
    },
  };
}

/** Makes one result for each argument. */
function onceForEach<Argument, Result>(make: (argument: Argument) => Result): (argument: Argument) => Result {
  const made = new Map<Argument, Result>();
  return (argument) => {
    const result = made.get(argument) ?? make(argument);
    made.set(argument, result);
    return result;
  };
}
