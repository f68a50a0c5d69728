import type { RunConfigInput } from "@honest-majority/protocol";
import { inject, onTestFinished } from "vitest";
import { launchChromium } from "../chromium/launch";
import { type Instructor, watchAsInstructor } from "../coordinator/instructor";
import { type CoordinatorProcess, launchCoordinator } from "../coordinator/launch";
import { type DashboardPage, dashboardPage } from "./dashboard";
import { inviteVisitors, type Visitors } from "./visitors";

/** The real coordinator, a real browser with the dashboard open, and an instructor's socket to watch both. */
export interface Classroom {
  coordinator: CoordinatorProcess;
  visitors: Visitors;
  dashboard: DashboardPage;
  instructor: Instructor;
  /** Resolves when that many workers are ready to train. */
  ready(workers: number): Promise<void>;
  /** Runs that many rounds, one by one. */
  step(rounds: number): Promise<void>;
  close(): Promise<void>;
}

/** `args`: more flags for the coordinator. */
export async function openClassroom(
  config: RunConfigInput,
  args: readonly string[] = [],
): Promise<Classroom> {
  const openings: (() => unknown)[] = [];
  const close = async () => {
    for (const undo of openings.splice(0).reverse()) await undo();
  };
  try {
    const coordinator = await launchCoordinator({ config, args: ["--host", "127.0.0.1", ...args] });
    openings.push(coordinator.stop);
    const browser = await launchChromium(inject("chromium"));
    openings.push(() => browser.close());
    const visitors = await inviteVisitors(browser);
    openings.push(visitors.close);
    const instructor = await watchAsInstructor(coordinator);
    openings.push(instructor.close);
    const dashboard = dashboardPage(await visitors.open(coordinator.dashboardUrl));
    const count = () => instructor.workers.filter(({ presence }) => presence === "ready").length;
    const ready = (workers: number) =>
      instructor.until(() => count() === workers, `${workers} workers are ready`);
    const step = async (rounds: number) => {
      for (let i = 0; i < rounds; i++) {
        const before = instructor.rounds.length;
        await instructor.command("step");
        await instructor.until(() => instructor.rounds.length > before, "the round is closed");
      }
    };
    return { coordinator, visitors, dashboard, instructor, ready, step, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A classroom for one test. */
export async function openClassroomForTest(
  config: RunConfigInput,
  args: readonly string[] = [],
): Promise<Classroom> {
  const classroom = await openClassroom(config, args);
  onTestFinished(classroom.close);
  return classroom;
}
