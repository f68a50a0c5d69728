import { definePredicateInWindow } from "./definePredicateInWindow";

/** In at least one measured round. */
export const reaches = definePredicateInWindow({
  name: "reaches",
  verb: "gets",
  outcome({ within, isClosed }) {
    if (within.includes(true)) return "holds";
    return isClosed ? "fails" : "open";
  },
});
