/**
 * Records and settings for those who may not see roles: without roles, and without what they can be derived from. That is also
 * what each rule made of each update, and everything in which an update that was refused as not finite differs from one that
 * counted. The table "What each kind of watcher receives" of docs/protocol.md has the reasons.
 */
import {
  type ArmRecord,
  type Evaluation,
  type RoundRecord,
  type RunConfig,
  type RunEvent,
  settingRegistry,
} from "@honest-majority/protocol";
import { fieldsWithoutTruth, type WithoutTruth } from "./fieldsWithoutTruth";

const EVALUATION: WithoutTruth<Evaluation> = {
  accuracy: "shown",
  loss: "shown",
  confusion: "shown",
  attackSuccess: "hidden", // tells that somebody plays an attack with a trigger
  validation: "shown",
};

const ARM: WithoutTruth<ArmRecord> = {
  label: "shown",
  outcome: "shown",
  reason: "hidden",
  counted: "hidden",
  expectedByzantine: "hidden",
  rows: () => [],
  warnings: () => [],
  aggregateNorm: "shown",
  learningRate: "shown",
  trainLoss: "shown",
  aggregateMs: "shown",
  evaluation: (evaluation) => fieldsWithoutTruth(evaluation, EVALUATION),
};

const RECORD: WithoutTruth<RoundRecord> = {
  round: "shown",
  openedAt: "shown",
  closedAt: "shown",
  closedBy: "shown",
  codec: "shown",
  invited: "shown",
  missing: "shown",
  arms: (arms) => arms.map((arm) => fieldsWithoutTruth(arm, ARM)),
  refusals: () => [],
  events: (events) => events.flatMap(eventWithoutTruth),
  stage: "hidden",
};

export function withoutTruth(record: RoundRecord): RoundRecord {
  return fieldsWithoutTruth(record, RECORD);
}

/** Names the fields that are passed on, so that a new field of an event is not. */
function eventWithoutTruth(event: RunEvent): RunEvent[] {
  switch (event.kind) {
    case "joined":
    case "left":
    case "returned":
    case "removed":
      return [{ kind: event.kind, worker: event.worker, name: event.name }];
    case "flipped":
      return [];
    case "skipped":
      // the reason may say how many updates were not finite
      return [{ kind: event.kind, arm: event.arm, reason: "the instructor can see why" }];
    case "diverged":
      return [{ kind: event.kind, arm: event.arm }];
    case "closed":
      return [{ kind: event.kind, by: event.by, arrived: event.arrived, invited: event.invited }];
    case "arm-added":
      return [{ kind: event.kind, arm: event.arm, from: event.from }];
    case "changed": {
      const settings = event.settings.filter((setting) => !tellsRoles(setting));
      return settings.length === 0 ? [] : [{ kind: event.kind, settings }];
    }
    case "more":
      return event.of === "flips" ? [] : [{ kind: event.kind, of: event.of, count: event.count }];
    case "revealed":
      return [{ kind: event.kind }];
    case "resumed":
      return [{ kind: event.kind, note: event.note }];
    default:
      event satisfies never;
      return [];
  }
}

export function configWithoutTruth(config: RunConfig): RunConfig {
  return Object.fromEntries(Object.entries(config).filter(([name]) => !tellsRoles(name))) as RunConfig;
}

const tellsRoles = (setting: string) =>
  Object.hasOwn(settingRegistry, setting) && settingRegistry[setting].tellsRoles === true;
