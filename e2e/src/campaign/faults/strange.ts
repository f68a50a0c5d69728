/** Strange things lie among the records at a start. The class goes on, and nobody else's file is deleted. */
import { chmod, lstat, rm } from "node:fs/promises";
import { join } from "node:path";
import { STRANGE, STRANGE_ROOM } from "../strange";
import type { Fault } from "./fault";
import { restart } from "./restart";

type Kind = keyof typeof STRANGE;

function strange(kind: Kind): Fault {
  const {
    sentence,
    put,
    ...rest
  }: (typeof STRANGE)[Kind] & { isNamed?: true; missing?(): string | undefined } = STRANGE[kind];
  return {
    sentence,
    weight: 0.4,
    missing: () => rest.missing?.(),
    async inject(scene) {
      const { coordinator, ledger, until } = scene;
      const room = join(coordinator.records, coordinator.room);
      const { run } = ledger;
      if (run === undefined) throw new Error("no run is known");
      let paths: string[] = [];
      const printed = coordinator.output().length;
      try {
        await restart(scene, "SIGKILL", async () => {
          paths = await put({ records: coordinator.records, room, run: join(room, run) });
        });
        const before = ledger.last;
        await until(() => ledger.last > before, "a round closes beside what is strange");
        await mustListRuns(scene);
        const said = coordinator.output().slice(printed);
        if (/\n\s+at .+:\d+:\d+\)?/.test(said))
          throw new Error(`the coordinator printed a stack trace: ${said}`);
        if (rest.isNamed && !said.includes(STRANGE_ROOM))
          throw new Error(`the start must name ${STRANGE_ROOM}: ${said}`);
        for (const path of paths) await lstat(path); // it was deleted unless this resolves
      } finally {
        for (const path of paths.toReversed()) {
          await chmod(path, 0o700).catch(() => undefined);
          await rm(path, { recursive: true, force: true });
        }
      }
    },
  };
}

/** The page of the class's history asks for it. */
async function mustListRuns({ coordinator: { url, room, token }, ledger }: Parameters<Fault["inject"]>[0]) {
  const answer = await fetch(`${url}/api/rooms/${room}/runs`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes(ledger.run as string))
    throw new Error(`the list of runs came as ${answer.status}: ${text.slice(0, 300)}`);
}

export const STRANGE_FAULTS = Object.fromEntries(
  Object.keys(STRANGE).map((kind) => [kind, strange(kind as Kind)]),
) as Record<Kind, Fault>;
