import { KEYS } from "./Keys";
import { setKeys, useView } from "./view";

export function KeysSheet() {
  const isOn = useView(({ keys }) => keys);
  return (
    <div className="keys-list">
      <table>
        <tbody>
          {KEYS.map(({ shown, what }) => (
            <tr key={shown}>
              <th scope="row">
                <kbd>{shown}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small muted">
        These keys work while no button has the focus and you are not typing. On the workers' tiles, arrow
        keys move, F flips and Enter selects.
      </p>
      <label className="check">
        <input type="checkbox" checked={isOn} onChange={(event) => setKeys(event.target.checked)} />
        Use these keys on this page
      </label>
    </div>
  );
}
