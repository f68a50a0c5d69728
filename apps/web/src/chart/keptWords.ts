/** What a rule did with one update, in words for people. Pure. */
import { ruleRegistry } from "@honest-majority/robust/facts";
import { formatShare } from "../ui/format";
import { entryIn } from "../ui/registry";

/** The rule in a label that `armLabel` made; undefined for a label that a person gave. */
function ruleIn(label: string) {
  return entryIn(ruleRegistry, label.split(" + ").at(-1) ?? label);
}

/**
 * "kept 6 %", or with `of`: "kept 6 % of your update". Rules that choose among the updates "chose" it or did not.
 * `kept` is undefined for an update that was refused because it was not finite.
 */
export function keptWords(label: string, kept: number | undefined, of?: string): string {
  const it = of ?? "it";
  const ofIt = of === undefined ? "" : ` of ${of}`;
  if (kept === undefined) return `refused ${it}: not finite`;
  if (kept === 0) return ruleIn(label)?.chooses ? `did not choose ${it}` : `threw ${it} out`;
  if (kept === 1) return ruleIn(label)?.chooses ? `chose ${it}` : `kept all${ofIt}`;
  return `kept ${formatShare(kept)}${ofIt}`;
}
