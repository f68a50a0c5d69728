import { type ReactNode, useId, useRef } from "react";

export interface MenuProps {
  /** The button's name, which is also its text unless `button` is given. */
  label: string;
  button?: ReactNode;
  className?: string;
  /** Which edge of the button the menu keeps to, where the page has more room on that side. */
  align?: "start" | "end";
  /** For a panel that is rendered only while it is open. */
  onToggle?(open: boolean): void;
  children: ReactNode;
}

/** A menu with this much room, in px, keeps to the edge that it is given. */
const ROOM = 320;

/** A button that opens a panel over the page. Escape and a click elsewhere close it; the browser restores the focus. */
export function Menu({
  label,
  button = label,
  className = "button",
  align = "end",
  onToggle,
  children,
}: MenuProps) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  function place() {
    if (!panel.current || !opener.current) return;
    const { left, right, bottom, top } = opener.current.getBoundingClientRect();
    const { style } = panel.current;
    style.insetBlockStart = `${Math.round(bottom + 6)}px`;
    style.maxBlockSize = `${Math.max(200, Math.round(innerHeight - bottom - 14))}px`;
    const width = document.documentElement.clientWidth;
    const beside = { start: Math.max(8, left), end: Math.max(8, width - right) };
    const other = align === "start" ? "end" : "start";
    const edge = width - beside[align] >= ROOM || beside[align] <= beside[other] ? align : other;
    style.insetInlineStart = edge === "start" ? `${Math.round(beside.start)}px` : "auto";
    style.insetInlineEnd = edge === "end" ? `${Math.round(beside.end)}px` : "auto";
    style.maxInlineSize = `${Math.round(width - beside[edge] - 8)}px`;
    if (innerHeight - bottom < 200) {
      style.insetBlockStart = "8px";
      style.maxBlockSize = `${Math.max(200, Math.round(top - 14))}px`;
    }
  }
  return (
    <>
      <button
        ref={opener}
        type="button"
        className={className}
        popoverTarget={id}
        aria-label={button === label ? undefined : label}
        title={button === label ? undefined : label}
      >
        {button}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="menu"
        onBeforeToggle={place}
        onToggle={({ newState }) => onToggle?.(newState === "open")}
      >
        {children}
      </div>
    </>
  );
}

/** Closes the menu that an element of it belongs to. */
export function closeMenu(element: Element): void {
  element.closest<HTMLElement>("[popover]")?.hidePopover();
}

export interface MenuItemProps {
  onSelect(): void;
  disabled?: boolean;
  /** For an item that is on or off. */
  pressed?: boolean;
  className?: string;
  children: ReactNode;
}

export function MenuItem({ onSelect, disabled, pressed, className = "", children }: MenuItemProps) {
  return (
    <button
      type="button"
      className={`menu-item ${className}`}
      disabled={disabled}
      aria-pressed={pressed}
      onClick={({ currentTarget }) => {
        closeMenu(currentTarget);
        onSelect();
      }}
    >
      {children}
    </button>
  );
}
