import type { Lesson } from "@honest-majority/lessons";
import { replayAddress } from "../../router";
import { runOfRecording } from "./recordings";

export interface WithoutClassProps {
  lesson: Pick<Lesson, "id" | "runs" | "scales">;
  run: number;
}

/** For a lesson that a class of this size cannot be given: it in a page of its own, and the recorded run. */
export function WithoutClass({ lesson: { id, runs, scales }, run }: WithoutClassProps) {
  if (scales) return null;
  const { recording } = runs[run];
  return (
    <>
      {" "}
      <a href={`/playground?lesson=${id}`} target="_blank" rel="noreferrer">
        in the playground
      </a>
      {recording !== undefined && (
        <>
          {" or "}
          <a href={replayAddress(false, { run: runOfRecording(recording) })} target="_blank" rel="noreferrer">
            as a recorded run
          </a>
        </>
      )}
    </>
  );
}
