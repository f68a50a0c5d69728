/** Sends one coordinator what no client of socket.io sends: requests, packets and frames below its events. */
import type { ChildProcess } from "node:child_process";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { takenBy } from "../src/campaign/soak";
import { type ForeignWorker, joinForeignWorker } from "../src/coordinator/foreignWorker";
import { type Instructor, watchAsInstructor } from "../src/coordinator/instructor";
import { type CoordinatorProcess, launchCoordinator } from "../src/coordinator/launch";
import { play, statusesOf, type WireCase } from "../src/hostile/belowEvents";
import { wireCase } from "../src/hostile/belowEventsMade";
import { sendKnown, WIRE_KINDS } from "../src/hostile/knownWires";

/** Some of what the sessions of a batch hold goes half a minute later. */
const MOST_MORE_MEGABYTES = 40;
/** Longer than any refusal, and than what a class tells one connection in a batch. */
const MOST_RECEIVED = 1_000_000;

/** Defines the tests; `batches`: of some ten connections each. */
export function testBelowEvents(batches: number): void {
  describe("what a connection sends below the events of socket.io", () => {
    let coordinator: CoordinatorProcess;
    let instructor: Instructor;
    let worker: ForeignWorker;
    let child: ChildProcess;
    beforeAll(async () => {
      coordinator = await launchCoordinator({
        config: {
          model: "softmax",
          workers: 1,
          f: 0,
          rounds: 1_000_000,
          evaluateEvery: 1_000_000,
          batchSize: 4,
        },
        // so that an address in a header counts, and its limits are tried too
        args: ["--host", "127.0.0.1", "--trust-proxy"],
        nodeArgs: ["--expose-gc", "--import", new URL("../src/campaign/collect.mjs", import.meta.url).href],
        started: (process) => {
          child = process;
        },
      });
      const { url, room, token } = coordinator;
      worker = await joinForeignWorker({ url, room });
      instructor = await watchAsInstructor({ url, room, token });
    });
    afterAll(async () => {
      worker?.close();
      instructor?.close();
      await coordinator?.stop();
    });

    async function settled(): Promise<void> {
      const answer = await fetch(`${coordinator.url}/healthz`);
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`/healthz answers ${answer.status}`);
    }

    async function closeRound(): Promise<void> {
      const before = instructor.rounds.length;
      expect(await instructor.command("step")).toEqual({ ok: true });
      const paused = () => instructor.rounds.length > before && instructor.state.phase === "paused";
      await instructor.until(paused, "a round closes", 20_000);
      expect(instructor.rounds.at(-1)).toMatchObject({ closedBy: "all-in", refusals: [] });
    }

    /** The class goes on through them, and each is answered in a way that the protocol knows. */
    async function mustGoOn(cases: readonly WireCase[]): Promise<void> {
      // the former cases ended the process: a fuzz looks for a smaller one that does
      await settled().catch(() => coordinator.restart());
      const printed = coordinator.output().length;
      const wires = [];
      try {
        for (const one of cases) wires.push(await play(coordinator.url, one, settled));
        await closeRound();
        for (const wire of wires) {
          expect(statusesOf(wire)).not.toContain(500);
          expect(wire.received.length).toBeLessThan(MOST_RECEIVED);
        }
        expect(coordinator.output().slice(printed)).toBe("");
      } finally {
        for (const wire of wires) wire.close();
      }
    }

    async function megabytes(): Promise<number> {
      const collected = new Promise((resolve) => child.once("message", resolve));
      child.send("collect");
      await collected;
      return takenBy(coordinator.pid as number).memory;
    }

    test.each(Object.values(WIRE_KINDS))(
      "$sentence: each is answered, and the class goes on",
      async (kind) => {
        const until = (holds: () => boolean, what: string) =>
          expect.poll(holds, { message: what }).toBe(true);
        await sendKnown(coordinator.url, kind, { settled, until });
        await closeRound();
      },
    );

    test(`the class goes on through ${batches} batches of any, and its memory stays`, async () => {
      const isLinux = process.platform === "linux"; // elsewhere there is no /proc
      const batch = fc.array(wireCase, { minLength: 5, maxLength: 15 });
      const run = (numRuns: number) => fc.assert(fc.asyncProperty(batch, mustGoOn), { numRuns });
      await run(5); // until caches are full and code is compiled
      const before = isLinux ? await megabytes() : 0;
      await run(batches);
      if (!isLinux) return;
      // collected pages go back to the system some time after the collection
      await expect
        .poll(megabytes, { timeout: 20_000, interval: 1000 })
        .toBeLessThan(before + MOST_MORE_MEGABYTES);
      // the worker's, the instructor's, and those that listen and that ask for /healthz
      await expect.poll(() => takenBy(coordinator.pid as number).sockets).toBeLessThan(20);
    });
  });
}
