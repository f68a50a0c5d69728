/** BrSGD, section 5.2: one attacker of 20 against the mean. */

import type { Size } from "../sizes";
import { BRSGD_ASSUMED } from "./assumed";
import { oneAttackerVerdicts } from "./brsgdClaims";
import { BRSGD_SET_UPS, brsgdSeedsAt } from "./brsgdTable1";
import type { Preset } from "./preset";
import { ACCURACY } from "./quantity";

function sized(size: Size) {
  const { base, reduced } = BRSGD_SET_UPS[size];
  return {
    sweep: {
      base: { ...base, arms: ["mean"] },
      over: {
        attack: size === "smoke" ? ["modelNegation"] : ["gaussian", "modelNegation"],
        delta: [0, 0.05],
        ...brsgdSeedsAt(size),
      },
    },
    reduced,
  };
}

export const brsgdOneAttacker: Preset = {
  name: "brsgd-one-attacker",
  title: "One attacker against the mean",
  source: "BrSGD, section 5.2",
  shows: "the mean is at chance",
  figure: "curves.svg",
  sizes: { smoke: sized("smoke"), laptop: sized("laptop"), paper: sized("paper") },
  quantity: ACCURACY,
  rows: ["attack"],
  column: "delta",
  paper: () => undefined,
  assumed: BRSGD_ASSUMED,
  verdicts: oneAttackerVerdicts,
};
