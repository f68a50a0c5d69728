import { MOST_NAME_UNITS, WorkerName } from "@honest-majority/protocol";
import { type FormEvent, useState } from "react";
import { Name } from "../ui/Name";

export interface NameFieldProps {
  name: string;
  onRename(name: string): void;
}

/** The worker's name: text with a pencil; a form while it is edited. */
export function NameField({ name, onRename }: NameFieldProps) {
  const [draft, setDraft] = useState<string>();
  const [problem, setProblem] = useState<string>();

  if (draft === undefined) {
    return (
      <h1 className="worker-name">
        <span className="worker-name-text" data-testid="worker-name">
          <Name>{name || "a new worker"}</Name>
        </span>
        {name !== "" && (
          <button
            type="button"
            className="icon-button"
            aria-label="Change my name"
            onClick={() => setDraft(name)}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3" />
            </svg>
          </button>
        )}
      </h1>
    );
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = WorkerName.safeParse(draft);
    if (!parsed.success) return setProblem(`A name ${parsed.error.issues[0]?.message}.`);
    setProblem(undefined);
    setDraft(undefined);
    if (parsed.data !== name) onRename(parsed.data);
  }
  return (
    <form className="name-form" onSubmit={submit}>
      <label htmlFor="my-name">My name</label>
      <input
        id="my-name"
        // biome-ignore lint/a11y/noAutofocus: it replaces the button that was just pressed, and takes its focus
        autoFocus
        value={draft}
        maxLength={MOST_NAME_UNITS}
        autoComplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : "name-problem"}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && setDraft(undefined)}
      />
      <button type="submit" className="button primary">
        Save
      </button>
      {problem !== undefined && (
        <p id="name-problem" className="field-problem">
          {problem}
        </p>
      )}
    </form>
  );
}
