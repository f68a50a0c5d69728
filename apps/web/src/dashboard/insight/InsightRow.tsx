import { memo, useId, useState } from "react";
import { ArmTable } from "./ArmTable";
import { ConfusionPanel } from "./ConfusionPanel";
import { EventList } from "./EventList";

const TABS = { rules: "Rules", events: "Events", confusion: "Confusion" } as const;
type Tab = keyof typeof TABS;

/** Below the chart: what happened in the last round, and why. */
export const InsightRow = memo(function InsightRow() {
  const [tab, setTab] = useState<Tab>("rules");
  const id = useId();
  return (
    <section className="card insight-tabs" aria-label="What each rule did">
      <div className="segments" role="tablist" aria-label="What this panel shows">
        {Object.entries(TABS).map(([key, name]) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            aria-selected={tab === key}
            aria-controls={`${id}-panel`}
            onClick={() => setTab(key as Tab)}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="insight-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`}>
        {tab === "rules" && <ArmTable />}
        {tab === "events" && <EventList />}
        {tab === "confusion" && <ConfusionPanel />}
      </div>
    </section>
  );
});
