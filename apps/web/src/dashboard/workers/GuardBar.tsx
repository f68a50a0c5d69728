import { useShallow } from "../../ui/pageStore";
import { useDashboard, useRoom, useShowsTruth } from "../store";
import { barOf, countText, dangerOf, type Guarded, weaknessesAmong } from "./guard";
import { presentIn } from "./order";

export interface GuardBarProps extends Guarded {
  /** The rules' own conditions that do not hold, and why attacks are weak. */
  conditions: readonly string[];
}

/** How many workers are malicious, beside how many the rules expect and how many no rule survives. */
export function GuardBar({ conditions, ...guarded }: GuardBarProps) {
  const { filled, ticks } = barOf(guarded);
  const danger = dangerOf(guarded);
  const count = countText(guarded);
  const said = [count, ...(danger === undefined ? [] : [danger]), ...conditions].join(" · ");
  return (
    <div className="guard" data-testid="guard-bar" data-danger={danger !== undefined}>
      <div
        className="guard-bar"
        role="img"
        aria-label={[count, ...ticks.map(({ label }) => label)].join(", ")}
      >
        <span className="guard-fill" style={{ inlineSize: `${100 * filled}%` }} />
        {ticks.map(({ label, at, side }) => (
          <span
            key={label}
            className="guard-tick"
            data-side={side}
            style={{ insetInlineStart: `${100 * at}%` }}
          >
            <span className="guard-label">{label}</span>
          </span>
        ))}
      </div>
      <div className="guard-line">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a sentence that is cut shows itself whole on focus */}
        <p tabIndex={0} title={said}>
          <strong>{count}</strong>
          {danger !== undefined && <strong className="guard-danger"> · {danger}</strong>}
          {conditions.map((condition) => (
            <span key={condition}> · {condition}</span>
          ))}
        </p>
      </div>
    </div>
  );
}

/** The guard bar of the room that this page watches. */
export function RoomGuardBar() {
  const { config } = useRoom();
  const shows = useShowsTruth();
  const conditions = useDashboard((state) => state.warnings);
  const counts = useDashboard(
    useShallow((state) => {
      const present = presentIn(state);
      const malicious = present.filter(({ role }) => role?.kind === "malicious").length;
      return { m: present.length, malicious: shows ? malicious : undefined };
    }),
  );
  const weak = useDashboard(useShallow((state) => (shows ? weaknessesAmong(presentIn(state)) : [])));
  return <GuardBar {...counts} f={config.f} conditions={[...conditions, ...weak]} />;
}
