/** Settings in the page's address: every one that differs from its default, so that a link is a whole lesson. Pure. */
import { RunConfig, settingIn, settingRegistry, withSettings } from "@honest-majority/protocol";

/** The settings of a config that differ from their defaults, as a query: "model=softmax&arms=…". */
export function queryOf(config: object): string {
  const defaults = RunConfig.parse({});
  const query = new URLSearchParams();
  for (const name of Object.keys(settingRegistry)) {
    const value = settingIn(config, name);
    if (value === undefined || same(value, settingIn(defaults, name))) continue;
    query.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  return query.toString();
}

export type LinkedSettings =
  | { kind: "none" }
  | { kind: "config"; config: RunConfig }
  /** What must hold, for a person. */
  | { kind: "broken"; problem: string };

/** The config that a query describes: its settings, and the defaults of all others. */
export function configIn(search: string): LinkedSettings {
  const query = new URLSearchParams(search);
  const known = Object.keys(settingRegistry).filter((name) => query.has(name));
  if (known.length === 0) return { kind: "none" };
  const values = Object.fromEntries(known.map((name) => [name, valueIn(query.get(name) ?? "")]));
  const parsed = RunConfig.safeParse(withSettings({}, values));
  if (parsed.success) return { kind: "config", config: parsed.data };
  const [{ path, message }] = parsed.error.issues;
  return { kind: "broken", problem: `${path.map(String).join(".")} ${message}` };
}

/** The address of a page with the settings of `config`, without the secrets that the fragment may hold. */
export function linkTo({ origin, pathname }: Pick<Location, "origin" | "pathname">, config: object): string {
  const query = queryOf(config);
  return `${origin}${pathname}${query === "" ? "" : `?${query}`}`;
}

/** Whether two configs describe the same run. */
export function isSameRun(a: object, b: object): boolean {
  return queryOf(a) === queryOf(b);
}

/** JSON where it is JSON, else the text itself: "softmax", "0.6", "true", `["mean"]`. */
function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
