import { KEYS } from "./Keys";
import { setKeys, useView } from "./view";

export function KeysSheet() {
  const isOn = useView(({ keys }) => keys);
  return (
    <div className="keys-list">
      <table>
        <tbody>
          {KEYS.map(([key, what]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small muted">
        Keys act while no control has the focus and nobody types. Among the tiles: arrows move, F flips, Enter
        selects.
      </p>
      <label className="check">
        <input type="checkbox" checked={isOn} onChange={(event) => setKeys(event.target.checked)} />
        Single keys act on this page
      </label>
    </div>
  );
}
