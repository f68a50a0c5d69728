/** What one connection sends below the events of socket.io. Each is answered or cut, and the class goes on. */
import fc from "fast-check";
import { play, statusesOf } from "../../hostile/belowEvents";
import { wireCase } from "../../hostile/belowEventsMade";
import { sendKnown, WIRE_KINDS } from "../../hostile/knownWires";
import type { RawWire } from "../../hostile/rawWire";
import type { Fault, Scene } from "./fault";

/** How many connections one fault opens. */
const DRAWN = 10;

async function mustBeHealthy({ coordinator: { url } }: Scene): Promise<void> {
  const answer = await fetch(`${url}/healthz`);
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`/healthz answers ${answer.status}`);
}

const known = Object.entries(WIRE_KINDS).map(([name, kind]): [string, Fault] => [
  name,
  {
    sentence: kind.sentence,
    weight: 1,
    inject: (scene) =>
      sendKnown(scene.coordinator.url, kind, { settled: () => mustBeHealthy(scene), until: scene.until }),
  },
]);

export const WIRE_FAULTS = {
  ...(Object.fromEntries(known) as Record<keyof typeof WIRE_KINDS, Fault>),
  drawnWires: {
    sentence: "ten connections of requests, packets and frames that were drawn",
    weight: 8,
    async inject(scene) {
      const { coordinator, random } = scene;
      const printed = coordinator.output().length;
      const wires: RawWire[] = [];
      const cases = fc.sample(wireCase, { numRuns: DRAWN, seed: random.int(2 ** 31) });
      for (const one of cases) wires.push(await play(coordinator.url, one, () => mustBeHealthy(scene)));
      const failed = wires.findIndex((wire) => statusesOf(wire).includes(500));
      for (const wire of wires) wire.close();
      if (failed >= 0)
        throw new Error(`answered with status 500: ${JSON.stringify(cases[failed]).slice(0, 2_000)}`);
      const said = coordinator.output().slice(printed);
      if (said !== "") throw new Error(`the coordinator printed ${said}`);
    },
  },
} satisfies Record<string, Fault>;
