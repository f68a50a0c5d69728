import { FIRST_ATTACK, isSilent } from "@honest-majority/protocol";
import { useId, useRef, useState } from "react";
import { AttackSelect } from "../../roles/AttackSelect";
import { attackOf, choiceOf } from "../../roles/attackChoice";
import { closeMenu } from "../../ui/Menu";
import { Name } from "../../ui/Name";
import { useCommands } from "../commands";
import { useDashboard, useRoom } from "../store";
import { useView } from "../view";
import { flipRequest, nextRound } from "./flipForm";
import { presentIn } from "./order";
import { SecretRoles } from "./SecretRoles";

/** Who is flipped, to which attack and when; and what else is done to many workers. */
export function FlipPanel() {
  const panel = useRef<HTMLDivElement>(null);
  const commands = useCommands();
  const { config } = useRoom();
  const preset = useDashboard((state) => state.class.attack ?? FIRST_ATTACK);
  const run = useDashboard((state) => state.run);
  const here = useDashboard((state) => presentIn(state).length);
  const silent = useDashboard(({ order, workers }) => order.filter((id) => isSilent(workers[id])).length);
  const selected = useView((view) => view.selected);
  const picked = useDashboard(({ workers }) => (selected === undefined ? undefined : workers[selected]));
  const [choice, setChoice] = useState(() => choiceOf(preset));
  const [count, setCount] = useState(String(Math.max(1, config.f)));
  const [one, setOne] = useState(false);
  const [from, setFrom] = useState<string>();
  const id = useId();
  const attack = attackOf(choice);
  const worker = one ? picked?.id : undefined;
  const request = attack.ok ? flipRequest({ count, worker, from }, attack.attack, here) : undefined;
  const done = (sending: Promise<unknown>) => {
    if (panel.current) closeMenu(panel.current);
    void sending;
  };
  return (
    <div ref={panel} className="flip-panel">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (request) done(commands.flipMany(request));
        }}
      >
        <fieldset className="flip-who">
          <legend>Who becomes malicious</legend>
          <label>
            <input
              type="radio"
              name={`${id}-who`}
              checked={worker === undefined}
              onChange={() => setOne(false)}
            />
            <input
              type="number"
              min={1}
              max={Math.max(1, here)}
              value={count}
              aria-label="How many workers"
              onFocus={() => setOne(false)}
              onChange={(event) => setCount(event.target.value)}
            />
            at random
          </label>
          {picked && (
            <label>
              <input type="radio" name={`${id}-who`} checked={one} onChange={() => setOne(true)} />
              <Name>{picked.name}</Name>
            </label>
          )}
        </fieldset>
        <AttackSelect choice={choice} onChange={setChoice} />
        <fieldset className="flip-when">
          <legend>When</legend>
          <label>
            <input
              type="radio"
              name={`${id}-when`}
              checked={from === undefined}
              onChange={() => setFrom(undefined)}
            />
            from the next round
          </label>
          <label>
            <input
              type="radio"
              name={`${id}-when`}
              checked={from !== undefined}
              onChange={() => setFrom(String(nextRound(run) + 10))}
            />
            from round
            <input
              type="number"
              min={0}
              value={from ?? ""}
              aria-label="First round"
              onChange={(event) => setFrom(event.target.value)}
            />
          </label>
        </fieldset>
        <button type="submit" className="button primary" disabled={request === undefined}>
          {worker === undefined
            ? `Flip ${count} ${count === "1" ? "worker" : "workers"}`
            : "Flip this worker"}
        </button>
      </form>
      <div className="flip-more">
        <button
          type="button"
          className="button"
          onClick={() => done(commands.flipMany({ who: "all", role: { kind: "honest" } }))}
        >
          All honest
        </button>
        <button
          type="button"
          className="button"
          disabled={silent === 0}
          title="Those that have left, are reconnecting, or missed the last three rounds"
          onClick={() => done(commands.removeSilent())}
        >
          Remove all silent ({silent})
        </button>
        <SecretRoles
          count={count}
          here={here}
          attack={attack.ok ? attack.attack : undefined}
          onDeal={(deal) => done(commands.deal(deal))}
        />
      </div>
    </div>
  );
}
