/** Settings in the page's address: every one that differs from its default, so that a link is a whole lesson. Pure. */
import {
  type Arm,
  Arm as ArmSchema,
  cutText,
  RunConfig,
  type Setting,
  settingIn,
  settingRegistry,
  settingSchema,
  type Turn,
  turnsText,
  withSettings,
} from "@honest-majority/protocol";
import { problemsOf, summaryOf } from "./problems";

/** The settings of a config that differ from their defaults, as a query: "model=softmax&arms=mean,krum". */
export function queryOf(config: object): string {
  const defaults = RunConfig.parse({});
  return Object.entries(settingRegistry)
    .flatMap(([name, setting]) => {
      const value = settingIn(config, name);
      if (value === undefined || same(value, settingIn(defaults, name))) return [];
      return [`${name}=${encoded(textOf(value, setting))}`];
    })
    .join("&");
}

export type LinkedSettings =
  | { kind: "none" }
  | { kind: "config"; config: RunConfig }
  /** What must hold, for a person. */
  | { kind: "broken"; problem: string };

/** The config that a query describes: its settings, and the defaults of all others. */
export function configIn(search: string): LinkedSettings {
  const query = new URLSearchParams(search);
  const values = Object.entries(settingRegistry).flatMap(([name, setting]): [string, unknown][] => {
    const text = query.get(name);
    return text === null ? [] : [[name, valueIn(text, setting)]];
  });
  if (values.length === 0) return { kind: "none" };
  const parsed = RunConfig.safeParse(withSettings({}, Object.fromEntries(values)));
  if (parsed.success) return { kind: "config", config: parsed.data };
  return { kind: "broken", problem: cut(summaryOf(problemsOf(parsed.error))) };
}

/** The address of a page with the settings of `config`, without the secrets that the fragment may hold. */
export function linkTo({ origin, pathname }: Pick<Location, "origin" | "pathname">, config: object): string {
  return origin + withQuery(pathname, queryOf(config));
}

/** The page's own address with the settings of `config`. Keeps what else its query holds, and drops the fragment. */
export function addressOf(
  { pathname, search }: Pick<Location, "pathname" | "search">,
  config: object,
): string {
  const others = new URLSearchParams(search);
  for (const name of Object.keys(settingRegistry)) others.delete(name);
  return withQuery(pathname, [queryOf(config), others.toString()].filter(Boolean).join("&"));
}

/** Whether two configs describe the same run. */
export function isSameRun(a: object, b: object): boolean {
  return queryOf(a) === queryOf(b);
}

const withQuery = (pathname: string, query: string) => (query === "" ? pathname : `${pathname}?${query}`);

/** A value as a person would type it: an entry with its defaults is its name alone, all else is JSON. */
function textOf(value: unknown, setting: Setting): string {
  if (setting.kind === "arms") {
    const arms = (value as Arm[]).map(shortArm);
    return arms.every((arm) => typeof arm === "string") ? arms.join(",") : JSON.stringify(arms);
  }
  if (setting.kind === "config") {
    const { kind } = value as { kind: string };
    return same(settingSchema(setting).safeParse(kind).data, value) ? kind : JSON.stringify(value);
  }
  if (setting.kind === "turns") return turnsText(value as Turn[]);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The name of an arm's rule if that is the whole arm. */
function shortArm(arm: Arm): string | Arm {
  const { rule } = arm.aggregator;
  return same(ArmSchema.safeParse(rule).data, arm) ? rule : arm;
}

function valueIn(text: string, { kind }: Setting): unknown {
  switch (kind) {
    case "name":
    case "choice":
    case "turns":
      return text;
    case "config":
      return text.startsWith("{") ? jsonIn(text) : text;
    case "arms":
      return text.startsWith("[") ? jsonIn(text) : text.split(",").map((rule) => rule.trim());
    case "boolean":
    case "integer":
    case "number":
    case "integers":
      return jsonIn(text);
    default:
      return kind satisfies never;
  }
}

/** JSON where it is JSON, else the text itself, about which the schema complains. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Percent-encoded, except for characters that a query may hold and that a person reads more easily. */
const encoded = (text: string) => encodeURIComponent(text).replaceAll("%2C", ",").replaceAll("%3A", ":");

const LONGEST = 200;
const cut = (text: string) => (text.length > LONGEST ? `${cutText(text, LONGEST)}…` : text);

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
