import { type ReactNode, useId, useRef, useState } from "react";

export interface PopoverProps {
  /** The button's content. */
  label: ReactNode;
  /** The accessible name of the panel. */
  title: string;
  className?: string;
  disabled?: boolean;
  children(close: () => void): ReactNode;
}

const GAP = 6;
const MARGIN = 8;

/**
 * A button that opens a panel over the page. The browser closes the panel on Escape and on a press outside, and gives
 * the focus back to the button.
 */
export function Popover({ label, title, className = "", disabled, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`button ${className}`}
        popoverTarget={id}
        aria-expanded={open}
        disabled={disabled}
      >
        {label}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={title}
        className="popover"
        onBeforeToggle={({ newState }) => {
          if (newState === "open" && button.current && panel.current) place(panel.current, button.current);
        }}
        onToggle={({ newState }) => setOpen(newState === "open")}
      >
        {open && children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
}

/** Puts the panel below the button, right edges aligned, as far as the window has room. */
function place(panel: HTMLElement, button: HTMLElement): void {
  const { bottom, right } = button.getBoundingClientRect();
  panel.style.insetBlockStart = `${bottom + GAP}px`;
  panel.style.insetInlineEnd = `${Math.max(MARGIN, innerWidth - right)}px`;
  panel.style.maxBlockSize = `${innerHeight - bottom - GAP - MARGIN}px`;
}
