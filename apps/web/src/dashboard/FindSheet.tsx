import { type FormEvent, useState } from "react";
import { useDashboard } from "./store";
import { closeSheet, select } from "./view";

const SHOWN = 8;

/** A dialog that opens gives the focus to the element with this attribute, which React's `autoFocus` does not set. */
const takesFocus = (input: HTMLElement | null) => input?.setAttribute("autofocus", "");

/** Finds a worker by a part of its name, selects it and moves the focus to its tile. */
export function FindSheet() {
  const [text, setText] = useState("");
  const order = useDashboard((state) => state.order);
  const workers = useDashboard((state) => state.workers);
  const wanted = text.trim().toLocaleLowerCase();
  const found = order
    .map((id) => workers[id])
    .filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  const choose = (id: string) => {
    closeSheet();
    select(id);
    // after the dialog has given the focus back
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`.tile[data-worker="${CSS.escape(id)}"] button`)?.focus(),
    );
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    if (found.length > 0) choose(found[0].id);
  }
  return (
    <form className="find-worker" onSubmit={submit}>
      <label htmlFor="find-worker">Name, or a part of it</label>
      <input
        ref={takesFocus}
        id="find-worker"
        value={text}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <ul>
        {found.slice(0, SHOWN).map(({ id, name }) => (
          <li key={id}>
            <button type="button" className="menu-item" onClick={() => choose(id)}>
              <bdi className="name">{name}</bdi>
            </button>
          </li>
        ))}
      </ul>
      <p className="small muted" role="status">
        {found.length === 0
          ? "No worker has this name. Try a part of it."
          : `${found.length} found; Enter selects the first.`}
      </p>
    </form>
  );
}
