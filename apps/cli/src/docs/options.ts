/** Options as tables show them. */
import { type Option, type Options, whenUnset } from "@honest-majority/robust/facts";

/** People read the name; a config, a flag and the code take the key. */
export const titled = (name: string, key: string) => `${name} \`${key}\``;

/** Each option with what it is and its default. */
export function optionsCell(options: Options): string {
  return Object.entries(options)
    .map(([key, option]) => `\`${key}\`: ${meaning(option)} (${unsetWord(option)})`)
    .join("; ");
}

/** A large default as 1e10. */
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
