import { defineAttack, requireKnowledge } from "../defineAttack";

/**
 * One honest worker's update, again and again: no rule can find fault with it, and on data that differ from worker to
 * worker it drags the average towards that worker's.
 *
 * The same worker in every round; the paper also searches for the one whose copies distort most.
 * Karimireddy, He, Jaggi 2022, arXiv:2006.09365.
 *
 * @throws RangeError when no update to mimic is known.
 */
export const mimic = /* @__PURE__ */ defineAttack({
  kind: "mimic",
  name: "Mimic",
  shortName: "Mimic",
  formula: "x of one honest worker",
  sentence:
    "All attackers copy one honest worker: nobody can tell, but that worker's data counts several times and the others' less.",
  needs: "row",
  source: "Karimireddy et al. 2022, arXiv:2006.09365",
  options: { worker: { kind: "integer", min: 0, default: 0, label: "honest worker to copy, from 0" } },

  row: ({ worker }) => worker,

  craft: (_values, { knowledge }) => {
    const { mimicked } = requireKnowledge("mimic", knowledge);
    if (mimicked === undefined) throw new RangeError("mimic: an honest update must be known, got none");
    return mimicked.slice();
  },
});
