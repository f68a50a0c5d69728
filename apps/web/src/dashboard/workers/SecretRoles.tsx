import type { AttackConfig, DealRequest } from "@honest-majority/protocol";
import { useState } from "react";
import { hideTruth } from "../view";
import { wholeNumber } from "./flipForm";

export interface SecretRolesProps {
  /** How many become malicious, as typed. */
  count: string;
  here: number;
  attack: AttackConfig | undefined;
  onDeal(request: DealRequest): void;
}

/** The button that was pressed is gone, so its focus must move. */
const focusOnMount = (button: HTMLElement | null) => button?.focus();

/** Deals roles at random, after a sentence that says what this means. */
export function SecretRoles({ count, here, attack, onDeal }: SecretRolesProps) {
  const [asks, setAsks] = useState(false);
  const dealt = wholeNumber(count, 0, here);
  if (!asks) {
    return (
      <button type="button" className="button" onClick={() => setAsks(true)}>
        Secret roles…
      </button>
    );
  }
  return (
    <div className="flip-secret">
      <p className="small">
        Draws {dealt ?? "…"} of {here} workers at random, makes them malicious and all others honest. Each
        student sees only their own role, and this screen hides all of them until you show them.
      </p>
      <button
        ref={focusOnMount}
        type="button"
        className="button primary"
        disabled={dealt === undefined || attack === undefined}
        onClick={() => {
          if (dealt === undefined) return;
          hideTruth(true);
          onDeal({ count: dealt, attack });
        }}
      >
        Deal secret roles
      </button>
    </div>
  );
}
