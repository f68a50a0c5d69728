/** Ends the coordinator at any moment of a round, and starts it again. */
import { pause, type Scene } from "./fault";

/** Waits until nothing that the former process said is under way. */
async function drained({ crew, instructor, until }: Scene): Promise<void> {
  const sockets = [instructor.socket, ...crew.inside.map(({ foreign }) => foreign.socket)];
  await until(
    () => sockets.every(({ connected }) => !connected),
    "the connections of the former process end",
  );
  await pause(20);
  await crew.flush();
}

/** @throws Error when the process printed a stack trace since `from`. */
function mustBeCalm({ coordinator }: Scene, from: number): void {
  const printed = coordinator.output().slice(from);
  if (/\n\s+at .+:\d+:\d+\)?/.test(printed))
    throw new Error(`the coordinator printed a stack trace: ${printed}`);
}

/** `meanwhile`: while no process runs. `flags`: of the next start alone. */
export async function restart(
  scene: Scene,
  signal: "SIGKILL" | "SIGTERM",
  meanwhile: () => unknown = () => {},
  flags: readonly string[] = [],
): Promise<void> {
  const { coordinator, random } = scene;
  const from = coordinator.output().length;
  await pause(random.int(60)); // any moment of a round
  await coordinator.kill(signal);
  mustBeCalm(scene, from);
  await drained(scene);
  await meanwhile();
  await coordinator.restart(flags);
  scene.restarted();
  await scene.until(() => scene.instructor.socket.connected, "the dashboard comes back");
}
