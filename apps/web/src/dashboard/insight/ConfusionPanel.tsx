import { armShortTitle } from "@honest-majority/protocol";
import { nameOfClass } from "../../worker/drawing/classes";
import { useDashboard, useLabels, useRoom } from "../store";
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

/** Rows have the numbers and the names of the classes; columns have room for the numbers alone. */
function Matrix({ confusion }: { confusion: readonly (readonly number[])[] }) {
  const { dataset } = useRoom().config;
  const names = confusion.map((_, label) => nameOfClass(dataset, label));
  const headings = names.map((name, label) => (name === String(label) ? name : `${label} ${name}`));
  const widest = Math.max(...headings.map(({ length }) => length));
  return (
    <table className="confusion" style={{ "--heading": `${widest}ch` } as React.CSSProperties}>
      <caption className="small muted">Row: the true class. Column: what the model said.</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">true class</span>
          </th>
          {confusion.map((_, predicted) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a class is its index
            <th key={predicted} scope="col" abbr={names[predicted]} title={names[predicted]}>
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
              <th scope="row">{headings[truth]}</th>
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
