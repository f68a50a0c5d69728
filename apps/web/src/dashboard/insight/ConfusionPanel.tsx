import { armShortTitle } from "@honest-majority/protocol";
import { useDashboard, useLabels } from "../store";
import { showConfusion, useView } from "../view";

/** One arm's last confusion matrix: how often each class was predicted as each other. */
export function ConfusionPanel() {
  const labels = useLabels();
  const chosen = useView((view) => view.confusion);
  const label = labels.find((each) => each === chosen) ?? labels[0];
  const confusion = useDashboard(
    ({ columns }) => columns.arms.find((arm) => arm.label === label)?.evaluated?.evaluation.confusion,
  );
  return (
    <div className="confusion-panel">
      <label className="insight-aside">
        <span className="visually-hidden">Rule</span>
        <select value={label} onChange={(event) => showConfusion(event.target.value)}>
          {labels.map((name) => (
            <option key={name} value={name}>
              {armShortTitle(name)}
            </option>
          ))}
        </select>
      </label>
      {confusion ? (
        <Matrix confusion={confusion} />
      ) : (
        <p className="muted waiting">Waiting for a measured round.</p>
      )}
    </div>
  );
}

function Matrix({ confusion }: { confusion: readonly (readonly number[])[] }) {
  return (
    <table className="confusion">
      <caption className="small muted">Row: the true class. Column: what the model said.</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">true class</span>
          </th>
          {confusion.map((_, predicted) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a class is its index
            <th key={predicted} scope="col">
              {predicted}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {confusion.map((row, truth) => {
          const total = row.reduce((sum, n) => sum + n, 0) || 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a class is its index
            <tr key={truth}>
              <th scope="row">{truth}</th>
              {row.map((n, predicted) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: a class is its index
                  key={predicted}
                  data-right={truth === predicted}
                  style={{ "--share": n / total } as React.CSSProperties}
                >
                  {n}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
