import { type ComponentType, memo, useId } from "react";
import { lazyPart } from "../../ui/lazyPart";
import { Tabs } from "../../ui/Tabs";
import { type RuleTab, showPanel, showTab, useView } from "../view";
import { EventList } from "./EventList";
import { MapCard } from "./map/MapCard";
import { RulesTab } from "./RulesTab";
import { useTellWatched } from "./watched";

const ConfusionPanel = lazyPart(async () => (await import("./ConfusionPanel")).ConfusionPanel);

const TABS: Readonly<Record<RuleTab, string>> = { rules: "Rules", events: "Events", confusion: "Confusion" };
const PANELS: Readonly<Record<RuleTab, ComponentType>> = {
  rules: RulesTab,
  events: EventList,
  confusion: ConfusionPanel,
};
const NARROW_PANELS = { workers: "Workers", rules: "Rules", map: "Map" } as const;

/** Below the chart: what happened in the last round, and why. On a narrow screen, one panel at a time. */
export const InsightRow = memo(function InsightRow() {
  useTellWatched();
  return (
    <>
      <NarrowTabs />
      <div className="insight-row">
        <MapCard />
        <RuleTabs />
      </div>
    </>
  );
});

/** Chooses what a narrow screen shows below the chart; the style sheet hides it on wide ones. */
function NarrowTabs() {
  const panel = useView((view) => view.panel ?? "workers");
  return (
    <Tabs
      className="narrow-tabs"
      label="What is shown below the chart"
      tabs={NARROW_PANELS}
      chosen={panel}
      onChoose={showPanel}
    />
  );
}

function RuleTabs() {
  const tab = useView((view) => view.tab ?? "rules");
  const id = useId();
  const Panel = PANELS[tab];
  return (
    <section className="card insight-tabs" aria-label="What each rule did">
      <Tabs label="What this panel shows" tabs={TABS} chosen={tab} onChoose={showTab} controls={id} />
      <div className="insight-panel" role="tabpanel" id={id} aria-label={TABS[tab]}>
        <Panel />
      </div>
    </section>
  );
}
