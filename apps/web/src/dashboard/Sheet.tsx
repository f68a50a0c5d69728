import { type ReactNode, useEffect, useId, useRef } from "react";
import { Icon } from "../ui/Icon";

export interface SheetProps {
  title: string;
  open: boolean;
  onClose(): void;
  /** Asked before a person closes the dialog by Escape, the cross or a click beside it; unset, they may. */
  mayClose?: () => boolean;
  /** "side": along the right edge; "middle": a card in the middle. */
  place: "side" | "middle";
  children: ReactNode;
}

/** A modal dialog. The browser keeps the focus inside, closes the dialog on Escape and restores the focus. */
export function Sheet({ title, open, onClose, mayClose = () => true, place, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const ask = () => mayClose() && onClose();
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className={`sheet ${place}`}
      aria-labelledby={id}
      onCancel={(event) => !mayClose() && event.preventDefault()}
      // a browser lets a second Escape close any dialog: nothing may be lost by it
      onClose={onClose}
      // a click on the backdrop has the dialog itself as its target
      onPointerDown={(event) => event.target === event.currentTarget && ask()}
    >
      <div className="sheet-body">
        <header className="panel-head">
          <h2 id={id}>{title}</h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={ask}>
            <Icon name="close" />
          </button>
        </header>
        {open && children}
      </div>
    </dialog>
  );
}
