import { armShortTitle } from "@honest-majority/protocol";
import { useRef } from "react";
import { useDashboard, useRevealed, useShowsTruth } from "../store";
import { ArmTable } from "./ArmTable";
import { ShadowTable } from "./shadow/ShadowTable";
import type { ShownShadow } from "./shadow/shadowRows";
import { VerdictSums } from "./VerdictSums";
import { useIsSeen, useWatch } from "./watched";

/** What every rule makes of the round's updates. While roles are hidden or no result has come, only what the run's own rules did. */
export function RulesTab() {
  const panel = useRef<HTMLElement>(null);
  const isSeen = useIsSeen(panel);
  const showsTruth = useShowsTruth();
  const isRevealed = useRevealed();
  const shadow = useDashboard((state) => state.shadow);
  useWatch("shadow", isSeen && showsTruth);
  return (
    <>
      {showsTruth && shadow && <p className="insight-aside muted">{shadowNote(shadow)}</p>}
      <section
        ref={panel}
        className="rules-tab"
        data-testid={showsTruth && shadow ? "shadow-table" : undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table longer than its panel is scrolled by keyboard
        tabIndex={0}
        aria-label="Table of the rules"
      >
        {isRevealed && <VerdictSums />}
        {showsTruth && shadow ? <ShadowTable shadow={shadow} /> : <ArmTable />}
        {!showsTruth && (
          <p className="small muted">
            Until the reveal, this screen hides how far each rule is from the honest mean, because that
            reveals who is malicious.
          </p>
        )}
      </section>
    </>
  );
}

function shadowNote({ round, arm, pending }: ShownShadow): string {
  const whose = `Round ${round}, updates to ${armShortTitle(arm)}`;
  return pending > 0 ? `${whose} · ${pending} to come` : whose;
}
