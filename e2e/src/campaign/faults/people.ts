/** Workers that come, go, stop and change their roles. */
import { PROTOCOL_VERSION, type Role } from "@honest-majority/protocol";
import { anySocket, joinAndLeave } from "../../hostile/spam";
import { cutConnection } from "../worker";
import { type Fault, pause } from "./fault";

const ROLES: readonly Role[] = [
  { kind: "honest" },
  { kind: "malicious", attack: { kind: "bitFlip", factor: 10 } },
];

/** The connection of a worker may end before the answer comes: an earlier fault may have cut it. */
const unanswered = () => undefined;

export const PEOPLE_FAULTS = {
  workerKilled: {
    sentence: "a worker's process is killed (SIGKILL), and another one joins",
    weight: 1,
    async inject({ crew, random }) {
      await pause(random.int(100));
      await crew.killOutside();
    },
  },
  workerStopped: {
    sentence: "a worker's process is stopped (SIGSTOP) for a round or two, and continued",
    weight: 1,
    async inject({ crew, ledger, until }) {
      const { outside } = crew;
      const before = ledger.last;
      outside.signal("SIGSTOP");
      await until(() => ledger.last > before, "a round closes without the worker that was stopped").finally(
        () => outside.signal("SIGCONT"),
      );
    },
  },
  connectionCut: {
    sentence: "a worker's connection ends in the middle of a round; it comes back",
    weight: 5,
    async inject({ crew, random }) {
      const worker = crew.inside[random.int(crew.inside.length)];
      await worker.misbehave((honest) => {
        if (honest.header.arm === 0) return [honest];
        worker.cut();
        return [];
      });
    },
  },
  watcherCut: {
    sentence: "the dashboard's connection ends; it comes back",
    weight: 3,
    async inject({ instructor, until }) {
      cutConnection(instructor.socket);
      await until(() => !instructor.socket.connected, "the dashboard's connection ends");
      await until(() => instructor.socket.connected, "the dashboard comes back");
    },
  },
  leaveAndReturn: {
    sentence: "a worker leaves in the middle of a round and comes back",
    weight: 3,
    async inject({ crew, random, until }) {
      const worker = crew.inside[random.int(crew.inside.length)];
      await worker.misbehave(async () => {
        await worker.foreign.leave().catch(unanswered);
        return [];
      });
      worker.cut();
      await until(() => worker.foreign.socket.connected, `${worker.name} comes back`);
    },
  },
  storm: {
    sentence: "eight strangers join at once; half leave, half vanish",
    weight: 2,
    async inject({ coordinator: { url, room }, random }) {
      const strangers = Array.from({ length: 8 }, () => anySocket(url, "/worker"));
      const join = { protocol: PROTOCOL_VERSION, room, backend: "x" };
      await Promise.all(
        strangers.map((stranger, i) => stranger.emitWithAck("worker:join", { ...join, name: `Storm ${i}` })),
      );
      await pause(random.int(40));
      for (const [i, stranger] of strangers.entries()) {
        if (i % 2 === 0) await stranger.emitWithAck("worker:leave");
        stranger.disconnect();
      }
    },
  },
  joinAndLeave: {
    sentence: "one stranger joins and leaves in a loop, each time under another name",
    weight: 2,
    async inject({ coordinator: { url, room } }) {
      await joinAndLeave({ url, room }, 12);
    },
  },
  ownFlip: {
    sentence: "a worker changes its own role",
    weight: 5,
    async inject({ crew, random }) {
      const { socket } = crew.inside[random.int(crew.inside.length)].foreign;
      const asked = socket.emitWithAck("worker:flip", { role: ROLES[random.int(ROLES.length)] });
      await asked.catch(unanswered);
    },
  },
  instructorFlip: {
    sentence: "the instructor changes the role of one worker, or deals all roles",
    weight: 4,
    async inject({ instructor: { socket }, random }) {
      if (random.int(2) === 0)
        await socket.emitWithAck("workers:flip", {
          who: { random: 1 },
          role: ROLES[random.int(ROLES.length)],
        });
      else
        await socket.emitWithAck("roles:deal", {
          count: random.int(3),
          attack: { kind: "bitFlip", factor: 10 },
        });
    },
  },
  roundClosedEarly: {
    sentence: "the instructor closes a round early, or pauses the run and goes on",
    weight: 3,
    async inject({ instructor, random, until }) {
      const { socket } = instructor;
      if (random.int(2) === 0) return void (await socket.emitWithAck("round:close"));
      await socket.emitWithAck("run:pause");
      await until(() => instructor.state.phase === "paused", "the run is paused");
      await socket.emitWithAck("run:start");
    },
  },
} satisfies Record<string, Fault>;
