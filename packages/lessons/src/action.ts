/** What the button of a step does. The page carries it out with the commands of the dashboard. */
import { AttackConfig, Pace } from "@honest-majority/protocol";
import { z } from "zod";
import { PAGES } from "./pages";

/** What a step may point at on the dashboard. */
export const PANELS = { map: "Map", rules: "Rules", confusion: "Confusion", events: "Events" } as const;

const count = z.int().min(1).max(256);

const Actions = z.discriminatedUnion("kind", [
  /** Gives the room the settings of this run of the lesson, and starts it. */
  z.strictObject({ kind: z.literal("start"), run: z.int().min(0).default(0) }),
  z.strictObject({ kind: z.literal("pause") }),
  /** One round. */
  z.strictObject({ kind: z.literal("step") }),
  /** A new run with the same settings; everybody is honest in it, unless the roles are kept. */
  z.strictObject({ kind: z.literal("again"), keepRoles: z.boolean().default(false) }),
  /** Makes so many honest workers malicious, drawn at random; unset, the attack is the run's. */
  z.strictObject({ kind: z.literal("flip"), count, attack: AttackConfig.optional() }),
  /** Makes everybody honest. */
  z.strictObject({ kind: z.literal("honest") }),
  /** Deals secret roles: each worker learns only its own. */
  z.strictObject({ kind: z.literal("deal"), count, attack: AttackConfig.optional() }),
  /** Changes settings that may change in mid-run. */
  z.strictObject({ kind: z.literal("set"), settings: z.record(z.string(), z.unknown()) }),
  z.strictObject({ kind: z.literal("pace"), pace: Pace }),
  z.strictObject({ kind: z.literal("reveal") }),
  /** Opens the vote with this index. */
  z.strictObject({ kind: z.literal("vote"), vote: z.int().min(0) }),
  z.strictObject({
    kind: z.literal("show"),
    panel: z.enum(Object.keys(PANELS) as [keyof typeof PANELS, ...(keyof typeof PANELS)[]]),
    /** Whose confusion table; unset, the one that was chosen last. */
    arm: z.string().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal("open"),
    page: z.enum(Object.keys(PAGES) as [keyof typeof PAGES, ...(keyof typeof PAGES)[]]),
  }),
  /** Nothing: the teacher says the sentence, and there is no button. */
  z.strictObject({ kind: z.literal("say") }),
]);

/** A person may write the kind alone: "start". */
export const Action = z.preprocess(
  (value) => (typeof value === "string" ? { kind: value } : value),
  Actions,
) as unknown as z.ZodType<Action, Action | string>;
export type Action = z.infer<typeof Actions>;
