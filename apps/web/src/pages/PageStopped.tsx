import { Trouble } from "./Trouble";

/** Shown instead of a page that threw while it was drawn. */
export function PageStopped({ error }: { error: unknown }) {
  return (
    <Trouble
      title="This page stopped"
      advice="It met an error that it does not know. Load it again; if that happens again, try another browser, and tell your teacher."
      detail={error instanceof Error ? error.message : String(error)}
      again="Load again"
    />
  );
}
