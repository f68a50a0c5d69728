import { isUserError } from "@honest-majority/protocol";
import { Brand } from "../ui/Logo";

/** Shown instead of a page if its code or its plugins did not load. */
export function PageFailed({ error }: { error: unknown }) {
  const isPlugin = isUserError(error, "plugin");
  return (
    <main className="narrow-page">
      <header className="page-brand">
        <Brand />
      </header>
      <section className="card" role="alert">
        <h1>{isPlugin ? "A plugin did not load" : "This page did not load"}</h1>
        <p>
          {isPlugin
            ? "The coordinator was started with a plugin that does not work in this browser. Tell your teacher, or try another browser."
            : "A part of it did not come from the coordinator. Reload it when the coordinator is back."}
        </p>
        <p className="small muted">{error instanceof Error ? error.message : String(error)}</p>
        <button type="button" className="button primary" onClick={() => location.reload()}>
          Reload
        </button>
      </section>
    </main>
  );
}
