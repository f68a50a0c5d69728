import { armLabel, armShortTitle } from "@honest-majority/protocol";
import type { RunSummary } from "@honest-majority/records";
import { useState } from "react";
import { describeRun } from "../dashboard/describe";
import { describeAttack } from "../roles/attackChoice";
import { replayAddress } from "../router";
import { IS_SITE } from "../site";
import { dateOf, formatPercent } from "../ui/format";
import { DeleteRun } from "./DeleteRun";
import type { DamagedRun, ListedRun } from "./historyApi";
import { SaveMenu } from "./SaveMenu";

export interface RunTableProps {
  room: string;
  token: string;
  /** Newest first. */
  runs: readonly ListedRun[];
  /** The run that the class is in. */
  current: string;
  /** The runs on the chart, in the order in which they were chosen. */
  chosen: readonly string[];
  onChoose(run: string, isChosen: boolean): void;
  onDeleted(run: string): void;
}

/** A row for each run; on a narrow screen, a block of lines. */
export function RunTable({ room, token, runs, current, chosen, onChoose, onDeleted }: RunTableProps) {
  const [problem, setProblem] = useState<string>();
  return (
    <>
      {problem !== undefined && (
        <p className="notice" role="alert">
          {problem}{" "}
          <button type="button" className="button quiet" onClick={() => setProblem(undefined)}>
            Close
          </button>
        </p>
      )}
      <table className="run-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">On the chart</span>
            </th>
            <th scope="col">When</th>
            <th scope="col">Settings</th>
            <th scope="col">Rounds</th>
            <th scope="col">Accuracy at the end</th>
            <th scope="col">Flips</th>
            <th scope="col">
              <span className="visually-hidden">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((each) => {
            const isCurrent = each.run === current;
            const actions = (
              <td key="actions" className="run-actions">
                {"problem" in each ? null : (
                  <>
                    <a className="button small-button" href={replayAddress(IS_SITE, { run: each.run, room })}>
                      Replay
                    </a>
                    <SaveMenu {...{ room, token }} run={each.run} onProblem={setProblem} />
                  </>
                )}
                <DeleteRun
                  {...{ room, token, isCurrent }}
                  run={each.run}
                  onDeleted={() => onDeleted(each.run)}
                  onProblem={setProblem}
                />
              </td>
            );
            return "problem" in each ? (
              <DamagedRow key={each.run} run={each}>
                {actions}
              </DamagedRow>
            ) : (
              <RunRow
                key={each.run}
                run={each}
                isCurrent={isCurrent}
                number={chosen.indexOf(each.run) + 1}
                onChoose={(isChosen) => onChoose(each.run, isChosen)}
              >
                {actions}
              </RunRow>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function RunRow({
  run: { openedAt = 0, config, rounds, missing, accuracy, flips },
  isCurrent,
  number,
  onChoose,
  children,
}: {
  run: RunSummary;
  isCurrent: boolean;
  /** Its number on the chart; 0 for none. */
  number: number;
  onChoose(isChosen: boolean): void;
  children: React.ReactNode;
}) {
  const when = dateOf(openedAt);
  const attack = config.attack.kind === "none" ? undefined : describeAttack(config.attack);
  return (
    <tr data-testid="run" data-chosen={number > 0}>
      <td className="run-choice">
        <label>
          <input
            type="checkbox"
            checked={number > 0}
            aria-label={`The run of ${when} on the chart`}
            onChange={({ target }) => onChoose(target.checked)}
          />
          <span className="run-number tabular" aria-hidden="true">
            {number > 0 ? number : ""}
          </span>
        </label>
      </td>
      <th scope="row" className="run-when">
        {when}
        {isCurrent && <span className="run-current">this run</span>}
      </th>
      <td className="run-settings">
        {describeRun(config)}
        <span className="muted">
          {" "}
          · seed {config.seed}
          {attack !== undefined && ` · ${attack}`}
          {config.secret && " · secret"}
          {missing !== undefined && ` · incomplete: the record of round ${missing} is missing`}
        </span>
      </td>
      <td className="run-count" data-name="rounds">
        {rounds}
      </td>
      <td className="run-accuracy">
        <ul>
          {config.arms.map((arm, i) => {
            const label = armLabel(arm);
            const value = accuracy[i] ?? null;
            return (
              <li key={label}>
                {armShortTitle(label)}{" "}
                <strong className="tabular">{value === null ? "–" : formatPercent(value)}</strong>
              </li>
            );
          })}
        </ul>
      </td>
      <td className="run-count" data-name={flips === 1 ? "flip" : "flips"}>
        {flips}
      </td>
      {children}
    </tr>
  );
}

function DamagedRow({ run: { run, problem }, children }: { run: DamagedRun; children: React.ReactNode }) {
  return (
    <tr>
      <td />
      <th scope="row" className="run-when">
        {run}
      </th>
      <td colSpan={4} className="muted">
        {problem}
      </td>
      {children}
    </tr>
  );
}
