/** The system's clock jumps, while the coordinator runs or between two starts. Rounds go on, and no class is lost. */
import { access, mkdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Fault, pause, type Scene } from "./fault";
import { restart } from "./restart";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A start opens the latest class by itself if it was saved at most half a day ago. */
const NEAR = [-HOUR, HOUR, -5 * HOUR, 11 * HOUR];
const FAR = [-DAY, DAY, -200 * DAY, 200 * DAY, -50 * 365 * DAY, 70 * 365 * DAY];

/** A machine with two busy cores; a round that waited for the clock would wait for hours. */
const AT_ONCE_MS = 20_000;

async function goesOnAtOnce({ ledger, until }: Scene, when: string): Promise<void> {
  const [before, start] = [ledger.last, performance.now()];
  await until(() => ledger.last >= before + 2, `rounds close ${when}`);
  const ms = performance.now() - start;
  if (ms > AT_ONCE_MS) throw new Error(`two rounds took ${Math.round(ms)} ms ${when}`);
}

const hours = (ms: number) => `with a clock that is ${ms / HOUR} hours ahead`;

/** A class that nobody has opened for a month, beside that of the campaign. */
const RESTING = "MEAN-7001";

async function addRestingClass({ coordinator: { records, room } }: Scene): Promise<string> {
  const folder = join(records, RESTING);
  const path = join(folder, "room.json");
  const month = Date.now() - 30 * DAY;
  const record = JSON.parse(await readFile(join(records, room, "room.json"), "utf8"));
  await mkdir(folder);
  await writeFile(path, JSON.stringify({ ...record, room: RESTING, savedAt: month }));
  await utimes(path, month / 1_000, month / 1_000);
  return folder;
}

export const CLOCK_FAULTS = {
  clockJumps: {
    sentence: "the system's clock jumps in the middle of a round, by hours or by years, and back later",
    weight: 2,
    async inject(scene) {
      const { clock, crew, random, until } = scene;
      const jumps = [...NEAR, ...FAR];
      const ahead = jumps[random.int(jumps.length)];
      await pause(random.int(60));
      try {
        clock.setAhead(ahead);
        await goesOnAtOnce(scene, hours(ahead));
        const worker = crew.inside[random.int(crew.inside.length)];
        worker.cut();
        await until(() => !worker.foreign.socket.connected, `${worker.name} is cut`);
        await until(() => worker.foreign.socket.connected, `${worker.name} comes back`);
      } finally {
        clock.setAhead(0);
      }
      await goesOnAtOnce(scene, "once the clock is right");
    },
  },
  clockWrongAtStart: {
    sentence:
      "the coordinator is started with a clock that is wrong by hours or by years, and then with a right one",
    weight: 0.5,
    async inject(scene) {
      const { clock, coordinator, random } = scene;
      const isNear = random.int(2) === 0;
      const jumps = isNear ? NEAR : FAR;
      const ahead = jumps[random.int(jumps.length)];
      // the class of another day opens when it is named
      const flags = isNear ? [] : ["--room", coordinator.room];
      const path = join(coordinator.records, coordinator.room, "room.json");
      let resting = "";
      try {
        await restart(
          scene,
          "SIGKILL",
          async () => {
            resting = await addRestingClass(scene);
            clock.setAhead(ahead);
          },
          flags,
        );
        await goesOnAtOnce(scene, `after a start ${hours(ahead)}`);
        await restart(
          scene,
          "SIGTERM",
          async () => {
            // the system writes its dates by the same clock
            const date = (Date.now() + ahead) / 1_000;
            await utimes(path, date, date);
            clock.setAhead(0);
          },
          flags,
        );
        await goesOnAtOnce(scene, "after a start with a right clock");
        await access(join(resting, "room.json")); // it was deleted unless this resolves
      } finally {
        clock.setAhead(0);
        await rm(resting, { recursive: true, force: true });
      }
    },
  },
} satisfies Record<string, Fault>;
