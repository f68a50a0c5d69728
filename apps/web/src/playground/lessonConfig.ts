import { classConfig } from "@honest-majority/lessons";
import type { RunConfig } from "@honest-majority/protocol";
import { lessonNamed } from "../dashboard/lessons/lessonList";

/** What a playground opens with whose address names a lesson. */
export async function lessonConfig(id: string): Promise<RunConfig> {
  return classConfig(await lessonNamed(id));
}
