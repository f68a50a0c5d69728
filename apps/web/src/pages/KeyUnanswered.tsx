import { Trouble } from "./Trouble";

/** Shown at an address that works once, if the coordinator does not answer. */
export function KeyUnanswered({ error }: { error: unknown }) {
  return (
    <Trouble
      title="The coordinator does not answer"
      advice="Load this page again when it runs and this computer reaches it."
      detail={error instanceof Error ? error.message : String(error)}
      again="Load again"
    />
  );
}
