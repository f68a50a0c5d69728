import { defineAttack, requireKnowledge } from "../defineAttack";

/**
 * Sends the update of one honest worker. No rule can find fault with it. When data differ from worker to worker, it
 * pulls the average towards that worker's data.
 *
 * It copies the same worker in every round; the paper also searches for the worker whose copies do the most harm.
 * Karimireddy, He, Jaggi 2022, arXiv:2006.09365.
 *
 * @throws RangeError when no update to mimic is known.
 */
export const mimic = /* @__PURE__ */ defineAttack({
  kind: "mimic",
  name: "Mimic",
  shortName: "Mimic",
  group: "stealthy",
  formula: "the update of one honest worker",
  sentence:
    "All attackers copy one honest worker. No rule can notice it, but that worker's data counts several times and the others' data less.",
  needs: "row",
  source: "Karimireddy et al. 2022, arXiv:2006.09365",
  options: {
    worker: {
      kind: "integer",
      min: 0,
      default: 0,
      label: "honest worker to copy, from 0",
      sentence:
        "Which honest update is copied, from 0 in the order of the round; the last where there are fewer.",
    },
  },

  row: ({ worker }) => worker,

  craft: (_values, { knowledge }) => {
    const { mimicked } = requireKnowledge("mimic", knowledge);
    if (mimicked === undefined) throw new RangeError("mimic: an honest update must be known, got none");
    return mimicked.slice();
  },
});
