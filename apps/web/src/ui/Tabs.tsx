import { useId, useRef } from "react";

export interface TabsProps<Key extends string> {
  /** The name of the list for a screen reader. */
  label: string;
  tabs: Readonly<Record<Key, string>>;
  chosen: NoInfer<Key>;
  onChoose(key: NoInfer<Key>): void;
  /** The id of the element that shows the chosen tab's content. */
  controls?: string;
  className?: string;
}

/** A list of tabs: Tab stops at the chosen one, arrow keys, Home and End choose. */
export function Tabs<Key extends string>({
  label,
  tabs,
  chosen,
  onChoose,
  controls,
  className,
}: TabsProps<Key>) {
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const keys = Object.keys(tabs) as Key[];
  const onKeyDown = (event: React.KeyboardEvent) => {
    const next = stepped(event.key, keys.indexOf(chosen), keys.length);
    if (next === undefined) return;
    event.preventDefault();
    onChoose(keys[next]);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div
      ref={list}
      className={`segments ${className ?? ""}`}
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
      tabIndex={-1}
    >
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          role="tab"
          id={`${id}-${key}`}
          aria-selected={key === chosen}
          aria-controls={controls}
          tabIndex={key === chosen ? 0 : -1}
          onClick={() => onChoose(key)}
        >
          {tabs[key]}
        </button>
      ))}
    </div>
  );
}

/** The place that a key leads to; undefined for other keys. */
export function stepped(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowLeft":
      return (at + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
