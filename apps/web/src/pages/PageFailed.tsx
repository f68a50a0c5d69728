import { isUserError } from "@honest-majority/protocol";
import { Trouble } from "./Trouble";

/** Shown instead of a page if its code or its plugins did not load. */
export function PageFailed({ error }: { error: unknown }) {
  const isPlugin = isUserError(error, "plugin");
  return (
    <Trouble
      title={isPlugin ? "A plugin did not load" : "This page did not load"}
      advice={
        isPlugin
          ? "The coordinator was started with a plugin that does not work in this browser. Tell your teacher, or try another browser."
          : "A part of it did not come from the coordinator. Reload it when the coordinator is back."
      }
      detail={error instanceof Error ? error.message : String(error)}
      again="Reload"
    />
  );
}
