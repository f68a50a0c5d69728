import { readFileSync } from "node:fs";
import { TOPICS } from "@honest-majority/coordinator/doctor";
import { PRESETS } from "@honest-majority/lab";
import {
  LIMITS,
  SECTIONS,
  type Setting,
  settingDefault,
  settingPath,
  settingRegistry,
} from "@honest-majority/protocol";
import { ATTACKS, type Options, PRE_AGGREGATORS, RULES, requirement } from "@honest-majority/robust/facts";
import packageJson from "../../../../package.json" with { type: "json" };
import { type Flag, flagName } from "../commandLine";
import { runFlags } from "../runSettings";
import { startFlags } from "../start/options";
import { listed, table, wrap } from "./markdown";
import { withOptionNames } from "./options";

/** The plugin that `docs/running.md` shows. */
const PLUGIN = new URL("../../../../examples/plugin/plugin.mjs", import.meta.url);

/** A command of the program. */
export interface CommandFacts {
  name: string;
  says: string;
}

/** The parts of `docs/running.md` that come from the program and the registries. */
export function runningParts(commands: readonly CommandFacts[]): Record<string, string> {
  return {
    commands: commandsTable(commands),
    flags: flagsTable(),
    settings: settingsTable(),
    "rule-options": optionsList(RULES),
    "pre-options": optionsList(PRE_AGGREGATORS),
    "attack-options": optionsList(ATTACKS),
    doctor: wrap(`${listed(Object.values(TOPICS))}.`),
    presets: presetsTable(),
    limits: limitsTable(),
    plugin: `\`\`\`js\n${readFileSync(PLUGIN, "utf8").replaceAll("\r\n", "\n")}\`\`\``,
  };
}

function commandsTable(commands: readonly CommandFacts[]): string {
  return table(
    ["command", "npm script", "what it does"],
    commands.map(({ name, says }) => [`\`honest-majority ${name}\``, scriptCell(name), says]),
  );
}

/** Most commands have an npm script of their name. */
function scriptCell(name: string): string {
  if (!Object.hasOwn(packageJson.scripts, name)) return "";
  return name === "start" ? "`npm start`" : `\`npm run ${name}\``;
}

/** The flags of `start` that are not run settings. Environment variables do not change the table. */
function flagsTable(): string {
  const settings = new Set(runFlags().map(({ name }) => name));
  const own = startFlags({}).filter(({ name }) => !settings.has(name));
  return table(
    ["flag", "default", "what it does"],
    own.map(({ name, value, unset = "", says = "" }: Flag) => [
      `\`${flagName(name)}${value === undefined ? "" : ` <${value}>`}\``,
      unset,
      says,
    ]),
  );
}

function limitsTable(): string {
  const rows = Object.values(LIMITS).map(({ most, unit, past }) => [
    `${most.toLocaleString("en")} ${unit}`,
    past,
  ]);
  return table(["at most", "past it"], rows);
}

function settingsTable(): string {
  const settings = Object.entries(settingRegistry);
  const rows = Object.entries(SECTIONS).flatMap(([section, title]) => [
    [`**${title}**`, "", "", ""],
    ...settings.filter(([, setting]) => setting.section === section).map(settingRow),
  ]);
  return table(["field", "values", "default", "what it does"], rows);
}

function settingRow([name, setting]: [string, Setting]): string[] {
  return [
    `\`${settingPath(name).join(".")}\``,
    valuesOf(setting),
    settingDefault(setting).replaceAll(",", ", "),
    meaning(setting),
  ];
}

function meaning(setting: Setting): string {
  return "unit" in setting && setting.unit !== undefined
    ? `${setting.sentence} In ${setting.unit}.`
    : setting.sentence;
}

function valuesOf(setting: Setting): string {
  switch (setting.kind) {
    case "name":
      return Object.keys(setting.of())
        .map((key) => `\`${key}\``)
        .join(", ");
    case "config": {
      const entries = Object.entries(setting.of());
      return entries.length > 8 ? "an attack, see below" : entries.map(withOptionNames).join(", ");
    }
    case "arms":
      return `1 to ${setting.most} rules, see below`;
    case "turns":
      return `up to ${setting.most} of \`ROUND:ATTACKERS\` or \`ROUND:ATTACKERS:ATTACK\``;
    default:
      return requirement(setting);
  }
}

function presetsTable(): string {
  return table(
    ["preset", "content", "reproduces", "data at laptop size", "at paper size"],
    PRESETS.map(({ name, title, source, data }) => [
      `\`${name}\``,
      title,
      source,
      data("laptop"),
      data("paper"),
    ]),
  );
}

function optionsList(registry: Readonly<Record<string, { readonly options: Options }>>): string {
  return wrap(`${Object.entries(registry).map(withOptionNames).join(", ")}.`);
}
