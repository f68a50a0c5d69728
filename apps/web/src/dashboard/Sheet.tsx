import { type ReactNode, useEffect, useId, useRef } from "react";

export interface SheetProps {
  title: string;
  open: boolean;
  onClose(): void;
  /** "side": along the right edge; "middle": a card in the middle. */
  place: "side" | "middle";
  children: ReactNode;
}

/** A modal dialog. The browser keeps the focus inside, closes the dialog on Escape and restores the focus. */
export function Sheet({ title, open, onClose, place, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className={`sheet ${place}`}
      aria-labelledby={id}
      onClose={onClose}
      // a click on the backdrop has the dialog itself as its target
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className="sheet-body">
        <header className="panel-head">
          <h2 id={id}>{title}</h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M6 6l12 12M18 6L6 18" />
            </svg>
          </button>
        </header>
        {open && children}
      </div>
    </dialog>
  );
}
