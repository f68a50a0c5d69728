/** Formats options for tables. */
import { type Option, type Options, whenUnset } from "@honest-majority/robust/facts";

/** Shows the name for people and the key, which configs, flags and code use. */
export const titled = (name: string, key: string) => `${name} \`${key}\``;

/** Each option with its label and its default. */
export function optionsCell(options: Options): string {
  return Object.entries(options)
    .map(([key, option]) => `\`${key}\`: ${meaning(option)} (${unsetWord(option)})`)
    .join("; ");
}

/** Writes a large default in the form 1e10. */
function unsetWord(option: Option): string {
  const large = typeof option.default === "number" && option.default >= 1e6;
  return large ? Number(option.default).toExponential().replace("+", "") : whenUnset(option);
}

function meaning({ label, sentence = label, unit }: Option): string {
  const words = sentence.replace(/\.$/, "");
  return unit === undefined ? words : `${words}, in ${unit}`;
}

/** `krum { f, neighbours }`: an entry of a registry with the names of its options. */
export function withOptionNames([key, { options }]: [string, { readonly options: Options }]): string {
  const names = Object.keys(options);
  return names.length === 0 ? `\`${key}\`` : `\`${key} { ${names.join(", ")} }\``;
}
