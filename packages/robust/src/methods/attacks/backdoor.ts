import type { Attack, AttackFacts } from "../attack";

export const backdoorFacts: AttackFacts = {
  name: "Backdoor",
  formula: "own, learnt from a batch of which a share bears a square and the target's label",
  sentence:
    "Hides a bright square in some of its pictures and calls them all the same digit: the model learns a secret key, and is right without it.",
  options: [
    { key: "share", label: "share of its pictures", unset: "0.5" },
    { key: "size", label: "square, in pixels", unset: "3" },
    { key: "target", label: "called", unset: "0" },
  ],
  poisonsBatch: true,
  source: "Gu et al. 2017, arXiv:1708.06733; Bagdasaryan et al. 2018, arXiv:1807.00459",
};

/**
 * The own update as it is: the trigger lies in the pictures it was trained on, momentum included.
 *
 * Gu, Dolan-Gavitt, Garg 2017 (BadNets), arXiv:1708.06733; in federated learning Bagdasaryan et al. 2018,
 * arXiv:1807.00459, without their enlargement of the update.
 */
export const backdoor: Attack<"backdoor"> = (_config, { own }) => own.slice();
