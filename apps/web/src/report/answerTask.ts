/** The learner's part of the report: measures one backend of the browser, task by task. */
import type { Answers, Task } from "@honest-majority/report";
import { inspectModel, inspectProducts } from "@honest-majority/report/inspect";
import { cardOf } from "../learner/adapter";
import { browserRungs } from "../learner/backends";

export async function answerTask(task: Task): Promise<Answers[Task["kind"]]> {
  switch (task.kind) {
    case "start":
      return start(task.name);
    case "model":
      return inspectModel(task.model, () => performance.now());
    case "aggregation":
      throw new Error("aggregation: tabs do not aggregate");
    default:
      return task satisfies never;
  }
}

async function start(name: string): Promise<Answers["start"]> {
  const rung = browserRungs(0).find((one) => one.name === name);
  if (rung === undefined) throw new RangeError(`start: must be one of the browser's backends, got ${name}`);
  await rung.open(true); // also where another backend would be better
  return { installed: true, selfTest: await inspectProducts(), adapter: await cardOf(name) };
}
