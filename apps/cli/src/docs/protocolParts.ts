import { CODECS, MOST_NAME_CHARACTERS, MOST_NAME_UNITS, REFUSALS } from "@honest-majority/protocol";
import { ATTACKS, type AttackFacts } from "@honest-majority/robust/facts";
import { linearFormula } from "./linearFormula";
import { listed, table, wrap } from "./markdown";
import { optionsCell } from "./options";

/** The parts of `docs/protocol.md` that come from the registries. */
export function protocolParts(): Record<string, string> {
  return {
    codecs: codecsTable(),
    attacks: attacksTable(),
    waiting: waiting(),
    refusals: refusalsTable(),
    "name-characters": String(MOST_NAME_CHARACTERS),
    "name-units": String(MOST_NAME_UNITS),
  };
}

function codecsTable(): string {
  return table(
    ["codec", "bytes of d values", "what the bytes are"],
    Object.values(CODECS).map(({ codec, bytes, size, layout = "" }) => [
      `\`${codec}\``,
      size ?? linearFormula(bytes, "d"),
      layout,
    ]),
  );
}

function attacksTable(): string {
  return table(
    ["attack", "sends", "options"],
    Object.entries<AttackFacts>(ATTACKS).map(([key, { formula, options }]) => [
      `\`${key}\``,
      formula,
      optionsCell(options),
    ]),
  );
}

/** Lists the attacks that wait for `attack:vectors`. */
function waiting(): string {
  const names = Object.entries<AttackFacts>(ATTACKS)
    .filter(([, { needs }]) => needs !== undefined)
    .map(([key]) => `\`${key}\``);
  return wrap(listed(names));
}

function refusalsTable(): string {
  return table(
    ["code", "meaning"],
    Object.entries(REFUSALS).map(([code, { means }]) => [`\`${code}\``, means]),
  );
}
