import { useRoleControl } from "../roles/useRoleControl";
import { useLearner } from "../worker/useLearner";
import { SwarmTile } from "./SwarmTile";

/** Connects one learner of a swarm to its tile. */
export function SwarmWorker({
  place,
  room,
  forced,
  pass,
}: {
  place: number;
  room: string;
  forced?: string;
  pass?: string;
}) {
  const { view, say } = useLearner({ room, slot: `swarm-${place}`, forced, place, pass });
  const control = useRoleControl(view.role, (role) => say({ kind: "flip", role }), view.class.attack);
  return <SwarmTile place={place} view={view} {...control} />;
}
