import type { JoinAddress } from "@honest-majority/protocol";
import { useCommands } from "./commands";
import { nameOfJoin } from "./joins";

/** The network whose address the class sees, in the QR code and on the projector: the teacher may take another. */
export function NetworkChoice({ joins }: { joins: readonly JoinAddress[] }) {
  const { chooseAddress } = useCommands();
  const [first] = joins;
  return (
    <label className="network-choice small muted">
      Network
      <select value={first.host} onChange={({ target }) => void chooseAddress(target.value)}>
        {[...joins].sort(byHost).map((join) => (
          <option key={join.host} value={join.host}>
            {nameOfJoin(join)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The options keep their places when another becomes the first. */
function byHost(a: JoinAddress, b: JoinAddress): number {
  return a.host < b.host ? -1 : 1;
}
