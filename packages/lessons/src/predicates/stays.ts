import { definePredicateInWindow } from "./definePredicateInWindow";

/** In every measured round. */
export const stays = definePredicateInWindow({
  name: "stays",
  verb: "stays",
  outcome({ within, isClosed }) {
    if (within.includes(false)) return "fails";
    if (!isClosed) return "open";
    return within.length > 0 ? "holds" : "fails";
  },
});
