import type { Attack, AttackFacts } from "../attack";

export const zeroFacts: AttackFacts = {
  name: "Zero",
  formula: "0",
  sentence:
    "Sends nothing but zeros: it does no work, and holds the others back by pulling towards standing still.",
  options: [],
  source: "free riding: Lin et al. 2019, arXiv:1911.12560",
};

/**
 * The zero vector, of a free rider that has not trained.
 *
 * Lin, Du, Liu 2019, arXiv:1911.12560.
 */
export const zero: Attack<"zero"> = (_config, { own }) => new Float32Array(own.length);
